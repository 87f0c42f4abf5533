package io.dealledger.api.outbound;

import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One CloudEvent for the world outside.
 *
 * @param id       the same whenever it is sent again, so that a receiver can drop a repetition
 * @param key      the account: what is said of one account arrives in order
 * @param position of the decision in the ledger
 */
record Message(String type, String id, String key, long position, Instant time, String subject,
        Map<String, @Nullable Object> data) {
    private static final String SOURCE = "urn:deal-attribution-ledger";

    /** Structured mode, JSON. */
    String json() {
        var event = new LinkedHashMap<String, @Nullable Object>();
        event.put("specversion", "1.0");
        event.put("source", SOURCE);
        event.put("id", id);
        event.put("type", type);
        event.put("time", time.toString());
        event.put("subject", subject);
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return CanonicalJson.write(event);
    }
}
