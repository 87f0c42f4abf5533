package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The stated amount changed before the close. */
@Kind("opportunity.amount_changed")
public record OpportunityAmountChanged(String opportunityId, BigDecimal amount,
        @Nullable Currency currency) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
