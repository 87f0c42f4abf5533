package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The deal is won. {@code amount} is what the vendor books, {@code customerPrice} what the customer pays, both in {@code currency}. */
@Kind("opportunity.closed_won")
public record OpportunityClosedWon(String opportunityId, BigDecimal amount, Currency currency,
        @Nullable BigDecimal customerPrice, @Nullable String ownerAe, @Nullable String segment,
        @Nullable String region) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
