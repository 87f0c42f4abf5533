package io.dealledger.api.store;

/** A (source, id) among the companions of a unit of work was in the ledger already; nothing of the unit was stored. */
public class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DuplicateKeyException(String message) {
        super(message);
    }
}
