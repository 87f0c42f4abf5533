package io.dealledger.api.store;

import java.util.List;

/** A log outside of the database that holds the ledger, position by position. */
interface EventLog {
    /**
     * Position of its last event; -1 if it has none.
     *
     * @throws LedgerUnavailableException if it does not answer
     */
    long last();

    /**
     * The events at {@code after + 1} and on, at most {@code limit}, without holes.
     *
     * @throws LedgerUnavailableException if it does not answer
     */
    List<LoggedEvent> read(long after, int limit);

    /**
     * Appends all of them, or none.
     *
     * @throws LedgerUnavailableException if it refused, or did not answer: whether it has them is to be looked up
     */
    void append(List<LoggedEvent> events);
}
