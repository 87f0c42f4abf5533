package io.dealledger.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person let a quarantined delivery in; the fact keeps the recorded_at of the quarantine. */
@EventType("fact.released")
public record FactReleased(String quarantineId, @Nullable String releasedBy, @Nullable String reason,
        Instant recordedAt) implements LedgerEvent.OfIntake {}
