package io.dealledger.api.connector.transport;

/** The vendor does not answer this, now or later: the request, the settings or the record is at fault. */
public final class VendorRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    public VendorRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** 0 where there was no answer to refuse. */
    public int status() {
        return status;
    }
}
