package io.dealledger.fact;

/** What became of a customer. */
public enum OutcomeKind {
    RENEWED, CHURNED, CONTRACTED, EXPANDED, WENT_LIVE, SATISFACTION
}
