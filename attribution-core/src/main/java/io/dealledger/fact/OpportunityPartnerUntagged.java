package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The CRM's claim was taken away. */
@Kind("opportunity.partner_untagged")
public record OpportunityPartnerUntagged(String opportunityId, String partnerId,
        @Nullable String role) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
