package io.dealledger.fact;

import java.time.Instant;

/** What a feed had missed between two instants was read after all: gaps detected before this are closed there. */
@Kind("intake.gap_closed")
public record IntakeGapClosed(String feed, Instant from, Instant to, String reason) implements CompanyFact {
    public IntakeGapClosed {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("closes a gap that ends at " + to + ", before it begins at " + from);
        }
    }
}
