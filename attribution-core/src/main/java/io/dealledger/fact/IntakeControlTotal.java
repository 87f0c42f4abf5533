package io.dealledger.fact;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The source's own totals, to reconcile against. */
@Kind("intake.control_total")
public record IntakeControlTotal(String feed, String period, Integer count,
        @Nullable BigDecimal amount) implements CompanyFact {}
