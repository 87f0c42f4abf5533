package io.dealledger.api.connector.transport;

/** The vendor does not answer this, now or later: the request, the settings or the record is at fault. */
public final class VendorRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final byte[] body;

    public VendorRefusedException(int status, String message) {
        this(status, message, new byte[0]);
    }

    VendorRefusedException(int status, String message, byte[] body) {
        super(message);
        this.status = status;
        this.body = body.clone();
    }

    /** Of the answer, as it came. */
    public byte[] body() {
        return body.clone();
    }

    /** 0 where there was no answer to refuse. */
    public int status() {
        return status;
    }
}
