package io.dealledger.projections.engine;

/** An answer would lack what an event says that the view could not fold. */
public final class IncompleteViewException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompleteViewException(String view, long position) {
        super("the view " + view + " goes on without the event at position " + position
                + ", which it could not fold, and this answer needs what that event says");
    }
}
