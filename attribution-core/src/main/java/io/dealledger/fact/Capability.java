package io.dealledger.fact;

/** What a partner can do live: sell, onboard or support. */
public enum Capability {
    SELL, ONBOARD, SUPPORT
}
