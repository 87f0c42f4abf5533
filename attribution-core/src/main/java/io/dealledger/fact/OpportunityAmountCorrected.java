package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.List;

/** The booked amount was an error: restates the original week. */
@Kind("opportunity.amount_corrected")
public record OpportunityAmountCorrected(String opportunityId, BigDecimal newAmount, String reason,
        List<String> approvedBy) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
