package io.dealledger.fact;

import java.time.Instant;

/** A feed missed something between two instants, or at one: the weeks that it touches are incomplete. */
@Kind("intake.gap_detected")
public record IntakeGapDetected(String feed, Instant from, Instant to, String reason) implements CompanyFact {
    public IntakeGapDetected {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("has a gap that ends at " + to + ", before it begins at " + from);
        }
    }
}
