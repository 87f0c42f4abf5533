package io.dealledger.fact;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Joint work; the policy says which activities qualify. Names an opportunity, or at least the account. */
@Kind("cosell.activity")
public record CosellActivity(String partnerId, String activity, @Nullable String opportunityId,
        @Nullable String accountId) implements AccountFact {
    public CosellActivity {
        if (opportunityId == null && accountId == null) {
            throw new IllegalArgumentException("names neither opportunity_id nor account_id");
        }
    }

    @Override
    public Anchor anchor() {
        return opportunityId != null ? Anchor.opportunity(opportunityId) : Anchor.account(requireNonNull(accountId));
    }
}
