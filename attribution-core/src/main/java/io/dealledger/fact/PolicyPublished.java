package io.dealledger.fact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attribution rules, as data. {@code rules} may be left out where the version is known otherwise. */
@Kind("policy.published")
public record PolicyPublished(String version, Instant effectiveFrom, List<String> approvedBy,
        @Nullable Map<String, @Nullable Object> rules) implements CompanyFact {}
