package io.dealledger.tlog;

/** Bytes that are not what their format says; the message names what stands there and what is accepted. */
public final class UnreadableProofException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableProofException(String what) {
        super(what);
    }
}
