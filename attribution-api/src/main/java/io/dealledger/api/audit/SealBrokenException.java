package io.dealledger.api.audit;

/** The ledger is not what was signed. Nothing more is signed, and everybody is told. */
final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBrokenException(String how) {
        super(how);
    }
}
