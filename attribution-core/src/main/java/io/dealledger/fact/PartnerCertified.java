package io.dealledger.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partner can do one of the three things that make it fully enabled. */
@Kind("partner.certified")
public record PartnerCertified(String partnerId, Capability capability,
        @Nullable Instant expiresAt) implements PartnerFact {}
