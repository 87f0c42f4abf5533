package io.dealledger.fact;

/** The opportunity is with another account. */
@Kind("opportunity.account_changed")
public record OpportunityAccountChanged(String opportunityId, String accountId) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
