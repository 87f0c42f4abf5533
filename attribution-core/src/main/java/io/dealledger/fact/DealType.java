package io.dealledger.fact;

/** What kind of revenue a deal brings. */
public enum DealType {
    NEW_LOGO, EXPANSION, RENEWAL
}
