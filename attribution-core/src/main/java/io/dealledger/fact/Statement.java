package io.dealledger.fact;

import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact in its envelope, as a source stated it.
 *
 * @param source     which system said it; with {@code id} the idempotency key
 * @param id         that system's own id for this statement
 * @param occurredAt when it was true in the business, as the source claims
 * @param subject    informative; null where the source gave none
 * @param fact       the typed reading of {@code data}
 * @param data       the members as stated, whole: those of the kind, the common ones and any unknown ones
 */
public record Statement(String source, String id, Instant occurredAt, @Nullable String subject, Fact fact,
        Map<String, @Nullable Object> data) {
    public String kind() {
        return fact.kind();
    }

    /**
     * SHA-256 over the canonical JSON of kind, occurred_at and data. Two deliveries of one (source, id) with the same
     * hash are one statement; with another hash they are in conflict.
     */
    public String contentHash() {
        return CanonicalJson.sha256(Map.of("kind", kind(), "occurred_at", occurredAt.toString(), "data", data));
    }
}
