package io.dealledger.projections.engine;

import java.time.Instant;
import java.util.List;

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

    /** Calls {@code wakeUp} soon after each advance of the head; close to stop. */
    Subscription onAdvance(Runnable wakeUp);

    /** Ends when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
