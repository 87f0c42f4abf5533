package io.dealledger.api.intake;

import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One item as it came in: the raw bytes and what could be read of them.
 *
 * @param via         the way in: {@code http}, {@code kafka}, {@code connector:<name>;mapping=<version>}
 * @param contentType how {@code raw} is to be read again, e.g. {@code application/cloudevents+json}; asked for only where
 *                    a person has to let it in
 */
public record Delivery(byte[] raw, Supplier<String> contentType, String via, Reading reading) {
    public Delivery(byte[] raw, String contentType, String via, Reading reading) {
        this(raw, () -> contentType, via, reading);
    }

    public sealed interface Reading {
    }

    /** A statement that can be counted in or parked. */
    public record Read(Statement statement) implements Reading {}

    /**
     * @param reason {@code unreadable} or {@code unknown_type}
     * @param source null where the envelope could not be read
     * @param id     null where the envelope could not be read
     * @param type   null where the envelope could not be read
     */
    public record Unread(String reason, @Nullable String source, @Nullable String id, @Nullable String type,
            List<Problem> problems) implements Reading {}
}
