package io.dealledger.api.intake;

/** The ledger cannot take facts now: the queue is full, it is shutting down or the database is away. Repeat later. */
public class IntakeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntakeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public IntakeUnavailableException(String message) {
        super(message);
    }
}
