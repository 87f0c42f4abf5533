package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A seller had to give pay back. */
@Kind("comp.clawed_back")
public record CompClawedBack(String opportunityId, String aeId, BigDecimal amount, @Nullable String component,
        @Nullable Currency currency, @Nullable String reason) implements CompanyFact {}
