package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** A closed opportunity is open again. */
@Kind("opportunity.reopened")
public record OpportunityReopened(String opportunityId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
