package io.dealledger.api.connector.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload into the change that it tells of. What the header does not list as changed has not changed, whether
 * the payload shows a value or null there.
 */
final class ChangeReader {
    private final Org org;
    private final Map<String, @Nullable Object> payload;
    private final Map<String, @Nullable Object> header;
    private final FieldValues values;

    ChangeReader(Org org, Map<String, @Nullable Object> payload) {
        this.org = org;
        this.values = new FieldValues(org);
        this.payload = payload;
        this.header = ChangeMessage.object((Map<?, ?>) Objects.requireNonNull(payload.get(ChangeMessage.HEADER)));
    }

    /**
     * @param records ids of 18 characters; several where the same change hit several records at once
     * @param unread  fields that it touches and that are not kept
     */
    record Change(String entity, List<String> records, String origin, ChangeEvent event, List<String> unread) {
        /** A transaction too large for events, or a change of a whole object: no record is named. */
        boolean namesNoRecord() {
            return records.isEmpty();
        }
    }

    /** @throws UnreadableFieldException naming the first member that stands in the way */
    Change read() {
        String entity = text("entityName");
        ChangeEvent.Type type = type();
        var records = new ArrayList<String>();
        for (Object id : list("recordIds")) {
            if (!isNoRecord(String.valueOf(id))) {
                records.add(FieldValues.id("/ChangeEventHeader/recordIds", id));
            }
        }
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var cleared = new ArrayList<String>();
        var unread = new ArrayList<String>();
        Set<String> kept = org.kept().getOrDefault(entity, Set.of());
        for (String field : touched(type)) {
            if (kept.contains(field)) {
                Object value = payload.get(field);
                if (value != null) {
                    fields.put(field, values.of(field, value));
                } else if (type == ChangeEvent.Type.UPDATE) {
                    cleared.add(field);
                }
            } else if (payload.get(field) != null && !field.equals(ChangeMessage.HEADER)) {
                unread.add(field);
            }
        }
        String user = header.get("commitUser") instanceof String given && !given.isBlank() ? given : null;
        String origin = header.get("changeOrigin") instanceof String given ? given : "";
        return new Change(entity, records, origin,
                new ChangeEvent(type, text("transactionKey"), number("sequenceNumber"), number("commitNumber"),
                        Instant.ofEpochMilli(number("commitTimestamp")), user, fields, cleared),
                unread);
    }

    private Set<String> touched(ChangeEvent.Type type) {
        return switch (type) {
            case CREATE, UNDELETE -> payload.keySet();
            case UPDATE -> {
                try {
                    yield ChangedFields.decode(list("changedFields"), List.copyOf(payload.keySet()));
                } catch (IllegalArgumentException e) {
                    throw new UnreadableFieldException("/ChangeEventHeader/changedFields",
                            header.get("changedFields"),
                            "names of fields, or bitmaps and a payload in its schema's order: " + e.getMessage());
                }
            }
            case DELETE, GAP_CREATE, GAP_UPDATE, GAP_DELETE, GAP_UNDELETE, GAP_OVERFLOW, SNAPSHOT -> Set.of();
        };
    }

    private static boolean isNoRecord(String id) {
        return id.startsWith("000000000000000") || id.endsWith("*");
    }

    private ChangeEvent.Type type() {
        for (ChangeEvent.Type type : ChangeEvent.Type.PUBLISHED) {
            if (type.name().equals(header.get("changeType"))) {
                return type;
            }
        }
        throw new UnreadableFieldException("/ChangeEventHeader/changeType", header.get("changeType"),
                "one of " + ChangeEvent.Type.PUBLISHED);
    }

    private String text(String member) {
        if (header.get(member) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new UnreadableFieldException("/ChangeEventHeader/" + member, header.get(member), "a text");
    }

    private long number(String member) {
        try {
            if (header.get(member) instanceof BigDecimal number && number.signum() >= 0) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // the same refusal as for a text
        }
        throw new UnreadableFieldException("/ChangeEventHeader/" + member, header.get(member), "a whole number");
    }

    private List<?> list(String member) {
        if (header.get(member) instanceof List<?> list) {
            return list;
        }
        throw new UnreadableFieldException("/ChangeEventHeader/" + member, header.get(member), "a list");
    }
}
