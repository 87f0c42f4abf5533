package io.dealledger.attribution;

/** Exactly one for every deal. Only the first three add up to new revenue. */
public enum Tag {
    /** A partner originated it. */
    SOURCED,
    /** A partner took part in it. */
    INFLUENCED,
    /** Neither. */
    DIRECT,
    /** Not new revenue under the policy, e.g. a renewal. */
    OUT_OF_SCOPE
}
