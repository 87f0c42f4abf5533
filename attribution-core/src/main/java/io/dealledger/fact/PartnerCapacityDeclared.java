package io.dealledger.fact;

import io.dealledger.json.Measure;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How much work a partner can take on, in {@code unit}. */
@Kind("partner.capacity_declared")
public record PartnerCapacityDeclared(String partnerId, @Measure BigDecimal capacity, String unit,
        @Nullable Instant effectiveFrom) implements PartnerFact {}
