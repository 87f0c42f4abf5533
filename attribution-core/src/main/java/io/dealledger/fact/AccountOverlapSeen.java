package io.dealledger.fact;

/** Account mapping saw the account on both sides. Never evidence of influence. */
@Kind("account.overlap_seen")
public record AccountOverlapSeen(String accountId, String partnerId, OverlapState state) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}
