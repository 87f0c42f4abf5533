package io.dealledger.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A seller accepted a plan. */
@Kind("comp.plan_assigned")
public record CompPlanAssigned(String aeId, String planId, Instant acceptedAt,
        @Nullable String period) implements CompanyFact {}
