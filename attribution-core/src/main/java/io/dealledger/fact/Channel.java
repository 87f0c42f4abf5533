package io.dealledger.fact;

/** The two ways to market that costs are held apart for. */
public enum Channel {
    PARTNER, DIRECT
}
