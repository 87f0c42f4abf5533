package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.salesforce.ChangeReader.Change;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how a record stood. Whichever way the same content of the same time comes, it is the same snapshot. */
record SnapshotReader(Org org) {
    private static final int HASH_DIGITS = 16;
    private static final List<String> TIMES = List.of("SystemModstamp", "LastModifiedDate");
    private static final String MODIFIED_BY = "LastModifiedById";
    /** What says which record it is, and of when. */
    static final List<String> ABOUT = List.of("attributes", "Id", TIMES.getFirst(), TIMES.getLast(), MODIFIED_BY);

    /** @throws UnreadableFieldException naming the first field that stands in the way */
    Change read(Row row) {
        var values = new FieldValues(org);
        String id = FieldValues.id("/Id", row.values().get("Id"));
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var cleared = new TreeSet<String>();
        Set<String> kept = org.kept().getOrDefault(row.entity(), Set.of());
        row.values().forEach((field, value) -> {
            if (kept.contains(field)) {
                if (value == null || value.equals("")) {
                    cleared.add(field);
                } else {
                    fields.put(field, values.of(field, value));
                }
            }
        });
        Instant at = at(row);
        String user = row.text(MODIFIED_BY);
        return new Change(row.entity(), List.of(id), "", new ChangeEvent(ChangeEvent.Type.SNAPSHOT,
                "as-of/" + at + "/" + hash(fields, cleared), 0, 0, at, user, fields, List.copyOf(cleared)),
                List.of());
    }

    /** Fields that have a value and are not kept. */
    List<String> unread(Row row) {
        Set<String> kept = org.kept().getOrDefault(row.entity(), Set.of());
        return row.values().entrySet().stream()
                .filter(field -> field.getValue() != null && !kept.contains(field.getKey())
                        && !ABOUT.contains(field.getKey()))
                .map(Map.Entry::getKey).toList();
    }

    private static Instant at(Row row) {
        for (String field : TIMES) {
            String time = row.text(field);
            if (time != null) {
                return FieldValues.time("/" + field, time, "a date and time");
            }
        }
        return row.seenAt();
    }

    private static String hash(Map<String, @Nullable Object> fields, Set<String> cleared) {
        return CanonicalJson.sha256(Map.of("fields", fields, "cleared", List.copyOf(cleared))).substring(0,
                HASH_DIGITS);
    }
}
