package io.dealledger.api.connector.mapping;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about a record: a canonical fact in the vocabulary of mapping documents, or a note.
 *
 * @param name       e.g. {@code DealRegistered}, or for a note {@code WEAK_TOUCH}
 * @param record     id of the record within its stream
 * @param received   occurredAt is the time of receipt, for want of a better one
 * @param attributes texts, booleans and whatever a rule sets
 */
public record CanonicalFact(String name, boolean note, String stream, String record, Instant occurredAt,
        boolean received, Map<String, @Nullable Object> attributes) {
    /** The attribute as a text; null where the record had none. */
    public @Nullable String text(String attribute) {
        Object value = attributes.get(attribute);
        return value == null ? null : value.toString();
    }
}
