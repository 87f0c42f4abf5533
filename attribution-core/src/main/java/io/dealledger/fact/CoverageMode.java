package io.dealledger.fact;

/** Who covers an account first. */
public enum CoverageMode {
    PARTNER_FIRST, DIRECT_FIRST, UNASSIGNED
}
