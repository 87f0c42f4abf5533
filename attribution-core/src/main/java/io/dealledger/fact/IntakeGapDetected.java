package io.dealledger.fact;

import java.time.Instant;

/** A feed missed something between two instants: the weeks it touches are incomplete. */
@Kind("intake.gap_detected")
public record IntakeGapDetected(String feed, Instant from, Instant to, String reason) implements CompanyFact {}
