package io.dealledger.api.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a person decides about quarantined deliveries. Each decision is an event of the ledger and is taken once. */
public interface QuarantineDesk {
    /**
     * Reads the kept bytes again (see {@link Rereader}) and counts the fact in as of the recorded_at of its quarantine.
     * Returns when that is durable.
     */
    Ruling release(String quarantineId, @Nullable String by, @Nullable String reason);

    /** The delivery never counts. Returns when that is durable. */
    Ruling discard(String quarantineId, @Nullable String by, String reason);

    /** What became of the request. */
    sealed interface Ruling {
    }

    /** Nothing changed, and why. */
    sealed interface Refusal extends Ruling {
    }

    /** @param receipt of the fact, as {@link Intake#accept} gives it */
    record Released(Receipt receipt) implements Ruling {}

    record Discarded(Instant recordedAt) implements Ruling {}

    /** Nothing of this id was ever quarantined. */
    record NeverQuarantined() implements Refusal {}

    /** @param ruling {@code released} or {@code discarded} */
    record RuledBefore(String ruling, Instant recordedAt) implements Refusal {}

    /** The bytes still cannot be counted in: only a corrected message, or a ledger that knows its type, helps. */
    record StillUnread(Delivery.Unread reading) implements Refusal {}
}
