package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A seller was paid for a deal. */
@Kind("comp.paid")
public record CompPaid(String opportunityId, String aeId, BigDecimal amount, @Nullable String component,
        @Nullable Currency currency, @Nullable String reason) implements CompanyFact {}
