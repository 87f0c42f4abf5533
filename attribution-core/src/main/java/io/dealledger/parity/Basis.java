package io.dealledger.parity;

/** On what amount of a deal a plan pays. */
public enum Basis {
    /** What the vendor books: a reseller's margin is gone from it. */
    VENDOR_NET,
    /** What the customer pays, whoever is in between. */
    CUSTOMER_PRICE
}
