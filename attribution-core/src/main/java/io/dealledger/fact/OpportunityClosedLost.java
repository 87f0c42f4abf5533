package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The deal is lost. */
@Kind("opportunity.closed_lost")
public record OpportunityClosedLost(String opportunityId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
