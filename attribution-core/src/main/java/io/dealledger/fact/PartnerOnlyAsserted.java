package io.dealledger.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signs that a segment can be reached through partners only, so that what partners cost there is no matter of
 * choice. Holds until {@code expiresAt}.
 */
@Kind("coverage.partner_only_asserted")
public record PartnerOnlyAsserted(String segment, String assertedBy, Instant expiresAt,
        @Nullable String reason) implements CompanyFact {}
