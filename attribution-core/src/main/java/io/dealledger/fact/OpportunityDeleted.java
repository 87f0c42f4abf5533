package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The CRM no longer has the opportunity. */
@Kind("opportunity.deleted")
public record OpportunityDeleted(String opportunityId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
