package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The ledger in its one order, as read models see it. */
public interface LedgerTail {
    /** Position of the last durable event; -1 when there is none. */
    long head();

    /** recorded_at of the last durable event; {@link Instant#EPOCH} when there is none. */
    Instant lastRecorded();

    /**
     * The events at {@code after + 1} and on, at most {@code limit}, without holes.
     *
     * @throws IllegalStateException if the store hands out a hole or a repetition
     */
    List<LedgerEntry> read(long after, int limit);

    /** The same, where the reader looks into events of some types only: the others need not be decoded meanwhile. */
    default List<LedgerEntry> read(long after, int limit, Predicate<Class<? extends LedgerEvent>> lookedInto) {
        return read(after, limit);
    }

    /** Position of the last event recorded at or before this instant; -1 when there is none. */
    default long positionAt(Instant instant) {
        long known = -1;
        long beyond = head() + 1;
        while (beyond - known > 1) {
            long middle = known + (beyond - known) / 2;
            if (read(middle - 1, 1).getFirst().recordedAt().isAfter(instant)) {
                beyond = middle;
            } else {
                known = middle;
            }
        }
        return known;
    }

    /**
     * Makes sure that no event still to come is recorded at or before this instant, so that an answer as of it is final.
     *
     * @return false if that cannot be promised, because the ledger's clock has not passed it
     */
    default boolean settle(Instant instant) {
        return instant.isBefore(lastRecorded());
    }

    /** Calls {@code wakeUp} soon after each advance of the head; close to stop. */
    Subscription onAdvance(Runnable wakeUp);

    /** Ends when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
