package io.dealledger.fact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compensation plan, as data. */
@Kind("comp.plan_published")
public record CompPlanPublished(String planId, Map<String, @Nullable Object> terms, List<String> approvedBy,
        @Nullable Instant effectiveFrom) implements CompanyFact {}
