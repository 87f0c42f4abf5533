package io.dealledger.fact;

/** How a dispute ends without a new tag. */
public enum DisputeOutcome {
    DENIED
}
