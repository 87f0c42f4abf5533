package io.dealledger.attribution;

/** Where an opportunity stands. */
public enum DealStatus {
    OPEN, WON, LOST, DELETED
}
