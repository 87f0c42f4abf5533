package io.dealledger.fact;

/** A partner introduced the vendor to an account: the second way to be the origin. */
@Kind("partner.introduction_logged")
public record PartnerIntroductionLogged(String partnerId, String accountId) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}
