package io.dealledger.fact;

import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A seller's quota; {@code partnerCosellShare} is the part designated to partner co-sell, 0 to 1. */
@Kind("quota.assigned")
public record QuotaAssigned(String aeId, BigDecimal amount, Currency currency, String period,
        @Nullable Fraction partnerCosellShare) implements CompanyFact {}
