package io.dealledger.api.audit.casefile;

/** A deal of which the events say nothing. */
final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecidedException(String opportunityId) {
        super("no event decides on opportunity " + opportunityId);
    }
}
