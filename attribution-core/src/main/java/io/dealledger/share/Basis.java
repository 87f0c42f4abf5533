package io.dealledger.share;

/** Whose price a deal is counted at. */
public enum Basis {
    /** What the vendor books. */
    VENDOR_NET,
    /** What the customer pays; what the vendor books where the source did not say. */
    CUSTOMER_GROSS
}
