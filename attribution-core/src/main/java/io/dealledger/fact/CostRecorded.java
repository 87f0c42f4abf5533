package io.dealledger.fact;

import io.dealledger.json.Measure;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Fully loaded cost of a channel. {@code headcount} is how many people it pays for, where it pays for people. */
@Kind("cost.recorded")
public record CostRecorded(Channel channel, String category, BigDecimal amount, @Nullable Currency currency,
        @Nullable String period, @Measure @Nullable BigDecimal headcount) implements CompanyFact {}
