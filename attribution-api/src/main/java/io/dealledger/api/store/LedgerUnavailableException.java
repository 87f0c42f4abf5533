package io.dealledger.api.store;

import org.jspecify.annotations.Nullable;

/** The ledger cannot append now: the queue is full, it is stopping, or the database is away. Repeating is safe. */
public class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same, thrown once more in the thread that waited. */
    LedgerUnavailableException(LedgerUnavailableException original) {
        super(original.getMessage(), original);
    }
}
