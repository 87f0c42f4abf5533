package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** A partner exists. */
@Kind("partner.enrolled")
public record PartnerEnrolled(String partnerId, @Nullable String name, @Nullable String partnerType,
        @Nullable String tier) implements PartnerFact {}
