package io.dealledger.fact;

/** Whether account mapping still sees the overlap. */
public enum OverlapState {
    VISIBLE, GONE
}
