package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** An account exists; its aliases stand in {@code external_refs}. */
@Kind("account.identified")
public record AccountIdentified(String accountId, @Nullable String name, @Nullable String domain,
        @Nullable String segment, @Nullable String region) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}
