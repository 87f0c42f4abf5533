package io.dealledger.api.connector.mapping;

import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One accepted version of a record.
 *
 * @param version    the source's own time of it; null where the source gives none
 * @param receivedAt when the ledger got it
 * @param hash       SHA-256 of its content
 * @param values     texts and booleans by field; absent ones are left out
 * @param kept       fields of which this version says nothing, so that their previous value stands
 */
public record Snapshot(@Nullable Instant version, Instant receivedAt, String hash,
        Map<String, @Nullable Object> values, List<String> kept) {
    public Map<String, @Nullable Object> toJson() {
        return RecordJson.write(this);
    }

    public static Snapshot ofJson(Map<?, ?> stored) {
        return RecordJson.readStored(Snapshot.class, stored);
    }
}
