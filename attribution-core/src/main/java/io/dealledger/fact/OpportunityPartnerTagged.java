package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** A claim somebody typed into the CRM: shown, never an origin by itself. */
@Kind("opportunity.partner_tagged")
public record OpportunityPartnerTagged(String opportunityId, String partnerId,
        @Nullable String role) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
