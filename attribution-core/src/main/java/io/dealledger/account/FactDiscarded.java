package io.dealledger.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person decided that a quarantined delivery never counts, and why. */
@EventType("fact.discarded")
public record FactDiscarded(String quarantineId, @Nullable String discardedBy, String reason, Instant recordedAt)
        implements
            LedgerEvent.OfIntake {}
