package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Fully loaded cost of a channel. */
@Kind("cost.recorded")
public record CostRecorded(Channel channel, String category, BigDecimal amount, @Nullable Currency currency,
        @Nullable String period) implements CompanyFact {}
