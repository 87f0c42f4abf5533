package io.dealledger.api.store;

import org.jspecify.annotations.Nullable;

/** The ledger cannot start as it is set up. Says what stands in the way and what would help. */
public class LedgerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public LedgerStartException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
