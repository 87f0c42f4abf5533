package io.dealledger.attribution;

/** How the origin of a deal is found. */
public enum Model {
    REGISTERED_FIRST, FIRST_TOUCH, LAST_TOUCH
}
