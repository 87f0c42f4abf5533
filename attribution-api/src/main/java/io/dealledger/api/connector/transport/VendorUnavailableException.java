package io.dealledger.api.connector.transport;

/** The vendor does not answer now; asking later may help. */
public final class VendorUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public VendorUnavailableException(String message) {
        super(message);
    }
}
