package io.dealledger.api.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery; given only once it is durable.
 *
 * @param source     null where the envelope could not be read
 * @param id         null where the envelope could not be read
 * @param position   ledger position of the fact; for a duplicate that of the first delivery; null if quarantined
 * @param recordedAt when the ledger first learned of it
 * @param problem    why it is parked or quarantined, for a person; else null
 * @param quarantineId of the quarantine entry, to release or discard it by; else null
 */
public record Receipt(@Nullable String source, @Nullable String id, Outcome outcome, @Nullable Long position,
        @Nullable Instant recordedAt, @Nullable String problem, @Nullable String quarantineId) {
    public enum Outcome {
        ACCEPTED, DUPLICATE, PARKED, QUARANTINED
    }

    /** The same, of what the ledger had learned before; null: it had not. */
    public Receipt asOf(@Nullable Instant earlier) {
        return earlier == null
                ? this
                : new Receipt(source, id, outcome, position, earlier, problem, quarantineId);
    }
}
