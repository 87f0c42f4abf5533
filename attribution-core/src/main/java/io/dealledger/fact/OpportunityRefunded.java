package io.dealledger.fact;

import java.math.BigDecimal;

/** The customer got {@code amount} back: an event of its own week. */
@Kind("opportunity.refunded")
public record OpportunityRefunded(String opportunityId, BigDecimal amount, String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
