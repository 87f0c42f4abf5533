package io.dealledger.api.store;

/** A later recorded_at is already in the ledger; nothing of the unit of work was stored. Repeat with a later one. */
public class RecordedBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordedBehindException(String message) {
        super(message);
    }
}
