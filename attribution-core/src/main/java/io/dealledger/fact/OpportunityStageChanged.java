package io.dealledger.fact;

/** The opportunity moved to another stage of the CRM's own catalogue. */
@Kind("opportunity.stage_changed")
public record OpportunityStageChanged(String opportunityId, String stage) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
