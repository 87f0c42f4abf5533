package io.dealledger.fact;

/** Another seller owns the opportunity. */
@Kind("opportunity.owner_changed")
public record OpportunityOwnerChanged(String opportunityId, String ownerAe) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
