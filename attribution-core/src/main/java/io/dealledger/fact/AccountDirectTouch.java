package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The vendor's own sales was there. */
@Kind("account.direct_touch")
public record AccountDirectTouch(String accountId, @Nullable String aeId,
        @Nullable String channel) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}
