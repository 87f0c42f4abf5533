package io.dealledger.api.connector;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line to a vendor on which messages come as they happen. */
public interface Subscription {
    /** What its position is kept under; one of the vendor's subscriptions only. */
    String name();

    /**
     * Listens until the line ends, which it does sooner or later; the caller comes back after a while.
     *
     * @throws io.dealledger.api.connector.transport.VendorUnavailableException if it ended
     */
    void run(Inbox inbox) throws InterruptedException;

    /** Where the messages go. */
    interface Inbox {
        Instant now();

        /** As it was left with the last message whose facts are durable; null at the very beginning. */
        @Nullable
        Map<String, @Nullable Object> cursor();

        /** Returns when the message and all that it says is durable, and the position with it. */
        void take(byte[] message, Map<String, @Nullable Object> cursor);

        /** Keeps the position where there was nothing to tell. */
        void keep(Map<String, @Nullable Object> cursor);
    }
}
