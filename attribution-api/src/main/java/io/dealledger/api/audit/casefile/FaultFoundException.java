package io.dealledger.api.audit.casefile;

/** What is to be verified is not true; the message is the first fault, in one line. */
public final class FaultFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultFoundException(String fault) {
        super(fault.replaceAll("\\s*\\R\\s*", " "));
    }
}
