package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The opportunity became pipeline; the first one counts, at the amount then stated. */
@Kind("opportunity.qualified")
public record OpportunityQualified(String opportunityId, BigDecimal amount,
        @Nullable Currency currency) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
