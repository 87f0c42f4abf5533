package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A seller was credited with an amount of a deal. */
@Kind("comp.credited")
public record CompCredited(String opportunityId, String aeId, BigDecimal amount, @Nullable String component,
        @Nullable Currency currency, @Nullable String reason) implements CompanyFact {}
