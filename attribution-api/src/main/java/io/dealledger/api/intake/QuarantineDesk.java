package io.dealledger.api.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a person decides about quarantined deliveries. Each decision is an event of the ledger and is taken once. */
public interface QuarantineDesk {
    /**
     * Reads the kept bytes again (see {@link Rereader}) and counts what they say in as of the recorded_at of the
     * quarantine. Returns when that is durable.
     */
    Ruling release(String quarantineId, @Nullable String by, @Nullable String reason);

    /** What a release would come to now; changes nothing. */
    Prospect look(String quarantineId);

    /** The delivery never counts. Returns when that is durable. */
    Ruling discard(String quarantineId, @Nullable String by, String reason);

    /** What became of the request. */
    sealed interface Ruling {
    }

    /** What would become of a release. */
    sealed interface Prospect {
    }

    /** Nothing changed, and why. */
    sealed interface Refusal extends Ruling, Prospect {
    }

    /** @param countsAsOf recorded_at of the quarantine, which the facts would keep */
    record Releasable(Instant countsAsOf) implements Prospect {}

    /**
     * @param countsAsOf recorded_at of the quarantine, which the facts keep
     * @param receipts   of the fact, or of each that a vendor's record makes, as {@link Intake#accept} gives them
     */
    record Released(Instant countsAsOf, List<Receipt> receipts) implements Ruling {}

    record Discarded(Instant recordedAt) implements Ruling {}

    /** Nothing of this id was ever quarantined. */
    record NeverQuarantined() implements Refusal {}

    /** @param ruling {@code released} or {@code discarded} */
    record RuledBefore(String ruling, Instant recordedAt) implements Refusal {}

    /** The bytes still cannot be counted in: only a corrected message, or a ledger that knows its type, helps. */
    record StillUnread(Delivery.Unread reading) implements Refusal {}
}
