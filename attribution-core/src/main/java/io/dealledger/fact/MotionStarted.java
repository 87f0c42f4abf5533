package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** A partner motion began. */
@Kind("motion.started")
public record MotionStarted(String motionId, @Nullable String partnerId) implements CompanyFact {}
