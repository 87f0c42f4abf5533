package io.dealledger.tlog;

/** Something readable that is not true: a signature, a proof, a root. */
public final class UnverifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnverifiedException(String what) {
        super(what);
    }
}
