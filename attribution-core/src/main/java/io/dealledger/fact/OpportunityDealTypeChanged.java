package io.dealledger.fact;

/** The deal type was set anew before the close. */
@Kind("opportunity.deal_type_changed")
public record OpportunityDealTypeChanged(String opportunityId, DealType dealType) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
