package io.dealledger.api.connector.transport;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list at a vendor's that is read page by page. Pure: where it stands is handed in and out. */
public interface Feed {
    /** How its answers are labelled, e.g. {@code api:deals}. */
    String label();

    /** What its cursor is kept under; one of the vendor's feeds only. */
    default String name() {
        return label();
    }

    /**
     * What to ask next.
     *
     * @param cursor as {@link #next} left it with the last page whose facts are durable; null at the very beginning
     * @return path and query
     */
    String request(@Nullable Map<String, @Nullable Object> cursor, Instant now);

    /**
     * Where the answer leads.
     *
     * @throws VendorRefusedException if it is none to this question
     */
    Next next(@Nullable Map<String, @Nullable Object> cursor, Map<?, ?> answer, Instant now);

    /** Numbers of what an answer lists; only where there is a {@link #sweep}, to hold them against. */
    default List<Long> ids(Map<?, ?> answer) {
        return List.of();
    }

    /** How it is found out what is gone; null where the vendor tells by itself, or there is no way. */
    default @Nullable Sweep sweep() {
        return null;
    }

    /** @param more whether there is another page now */
    record Next(Map<String, @Nullable Object> cursor, boolean more) {}
}
