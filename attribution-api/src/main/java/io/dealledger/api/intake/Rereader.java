package io.dealledger.api.intake;

/** Reads kept bytes again as they were read when they came in. Each way in brings its own. */
public interface Rereader {
    /** Whether this is how a delivery of this kind was read. */
    boolean reads(String contentType, String via);

    /** Never fails: what still cannot be read is {@link Delivery.Unread}. */
    Rereading reread(byte[] raw, String contentType, String via);
}
