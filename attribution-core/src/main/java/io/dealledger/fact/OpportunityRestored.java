package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The CRM has a deleted opportunity back. */
@Kind("opportunity.restored")
public record OpportunityRestored(String opportunityId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
