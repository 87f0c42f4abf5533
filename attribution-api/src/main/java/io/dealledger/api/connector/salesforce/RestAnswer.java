package io.dealledger.api.connector.salesforce;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the REST API answers: one record, or the records that a query found. */
record RestAnswer(Instant seenAt) {
    private static final String ATTRIBUTES = "attributes";
    private static final String RECORDS = "records";

    static boolean isAnswer(Map<?, ?> tree) {
        return tree.get(ATTRIBUTES) instanceof Map<?, ?> || tree.get(RECORDS) instanceof List<?>;
    }

    List<Found> read(Map<?, ?> tree) {
        return tree.get(RECORDS) instanceof List<?> records
                ? records.stream().map(this::record).toList()
                : List.of(record(tree));
    }

    private Found record(@Nullable Object element) {
        if (element instanceof Map<?, ?> record && record.get(ATTRIBUTES) instanceof Map<?, ?> attributes
                && attributes.get("type") instanceof String type) {
            return new Row(type, ChangeMessage.object(record), seenAt, true, record);
        }
        return new Found.Unreadable(null, new Problem("attributes", CanonicalJson.write(element),
                "a record with the type of its object"), element == null ? "null" : element);
    }
}
