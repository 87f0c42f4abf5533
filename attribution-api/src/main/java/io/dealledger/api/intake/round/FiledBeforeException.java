package io.dealledger.api.intake.round;

/** The ledger has an event of this key, on this node or another one; nothing was stored. */
public final class FiledBeforeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FiledBeforeException(RuntimeException cause) {
        super(cause);
    }
}
