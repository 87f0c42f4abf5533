package io.dealledger.fact;

/** What a claimant or a decider says a deal is. */
public enum ClaimedTag {
    SOURCED, INFLUENCED, DIRECT
}
