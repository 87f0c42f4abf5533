package io.dealledger.fact;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Who covers an account first; {@code potential} is its revenue potential. */
@Kind("coverage.assigned")
public record CoverageAssigned(String accountId, CoverageMode mode,
        @Nullable BigDecimal potential) implements CompanyFact {}
