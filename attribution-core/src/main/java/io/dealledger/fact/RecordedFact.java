package io.dealledger.fact;

import java.time.Instant;
import java.util.Comparator;

/**
 * A statement that the ledger accepted.
 *
 * @param recordedAt when the ledger learned of it; given by the ledger, never by a client
 * @param sequence   place in the ledger's order; breaks ties inside one instant and nothing else
 */
public record RecordedFact(Statement statement, Instant recordedAt, long sequence) {
    /** By business time, then by the order in which the ledger learned of it. */
    public static final Comparator<RecordedFact> BY_OCCURRENCE = Comparator.comparing(RecordedFact::occurredAt)
            .thenComparing(RecordedFact::recordedAt).thenComparingLong(RecordedFact::sequence);

    /** The ledger's own order. */
    public static final Comparator<RecordedFact> BY_RECORDING = Comparator.comparing(RecordedFact::recordedAt)
            .thenComparingLong(RecordedFact::sequence);

    public Fact fact() {
        return statement.fact();
    }

    public String id() {
        return statement.id();
    }

    public Instant occurredAt() {
        return statement.occurredAt();
    }
}
