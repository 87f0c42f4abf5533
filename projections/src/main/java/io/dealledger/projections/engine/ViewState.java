package io.dealledger.projections.engine;

/** What a view's processor is doing. */
public enum ViewState {
    /** Not started, or shut down. */
    STOPPED,
    /** Another node owns the view; ready to take over. */
    STANDING_BY,
    /** Left to other nodes; this one only asks the view. */
    ELSEWHERE,
    /** Folding, or waiting for the next entry. */
    RUNNING,
    /** The database or the ledger is away; trying again. */
    RETRYING,
    /** Stopped at an entry it cannot fold. A view that skipped it would be wrong without saying so. */
    FAILED
}
