package io.dealledger.api.connector.salesforce;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the payloads in a message: a Pub/Sub answer, CometD messages, or payloads alone. */
final class ChangeMessage {
    static final String HEADER = "ChangeEventHeader";

    private ChangeMessage() {}

    /** A payload with a change event header, or why something is none. */
    sealed interface Item {
        Object raw();
    }

    record Payload(Map<String, @Nullable Object> members, Object raw) implements Item {}

    record NoPayload(Problem problem, Object raw) implements Item {}

    /** A platform event or the like: no change of a record. @param id that is its alone; null where it has none */
    record OtherEvent(@Nullable String id, Map<String, @Nullable Object> payload, Object raw) implements Item {}

    static List<Item> items(@Nullable Object tree) {
        var items = new ArrayList<Item>();
        if (tree instanceof Map<?, ?> answer && answer.get("events") instanceof List<?> events) {
            Map<?, ?> schemas = answer.get("schemas") instanceof Map<?, ?> given ? given : Map.of();
            events.forEach(event -> items.add(decoded(event, schemas)));
        } else if (tree instanceof List<?> messages) {
            messages.forEach(message -> items.add(item(message)));
        } else {
            items.add(item(tree));
        }
        return items;
    }

    /** As published, where the event's own schema is at hand. */
    private static Item decoded(@Nullable Object event, Map<?, ?> schemas) {
        if (event instanceof Map<?, ?> consumed && consumed.get("event") instanceof Map<?, ?> produced
                && produced.get("payload") instanceof String avro
                && schemas.get(produced.get("schemaId")) instanceof String schema) {
            try {
                Map<String, @Nullable Object> payload = AvroPayload.decode(avro, schema);
                return payload.get(HEADER) instanceof Map<?, ?>
                        ? new Payload(payload, Map.of("event", withPayload(produced, payload), "replayId",
                                String.valueOf(consumed.get("replayId"))))
                        : new OtherEvent(produced.get("id") instanceof String id ? id : null, payload, event);
            } catch (IllegalArgumentException e) {
                return new NoPayload(new Problem("/payload", abbreviated(CanonicalJson.write(avro)),
                        "one Avro datum of schema " + produced.get("schemaId") + ": " + e.getMessage()), event);
            }
        }
        return item(event);
    }

    private static Map<String, @Nullable Object> withPayload(Map<?, ?> produced,
            Map<String, @Nullable Object> payload) {
        var readable = new LinkedHashMap<String, @Nullable Object>(object(produced));
        readable.put("payload", payload);
        return readable;
    }

    private static Item item(@Nullable Object message) {
        Object raw = message == null ? "null" : message;
        Object payload = message;
        Object id = null;
        if (message instanceof Map<?, ?> members) {
            boolean consumed = members.get("event") instanceof Map<?, ?>;
            if ((consumed ? members.get("event") : members.get("data")) instanceof Map<?, ?> wrapper) {
                payload = wrapper.get("payload");
                id = consumed
                        ? wrapper.get("id")
                        : wrapper.get("event") instanceof Map<?, ?> event ? event.get("EventUuid") : null;
            }
        }
        if (payload instanceof Map<?, ?> members) {
            return members.get(HEADER) instanceof Map<?, ?>
                    ? new Payload(object(members), raw)
                    : new OtherEvent(id instanceof String text ? text : null, object(members), raw);
        }
        return new NoPayload(new Problem("/payload", abbreviated(CanonicalJson.write(payload)),
                "the payload as JSON, decoded from Avro with the schema of the event"), raw);
    }

    private static String abbreviated(String json) {
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }

    @SuppressWarnings("unchecked") // JSON objects have no other keys
    static Map<String, @Nullable Object> object(Map<?, ?> members) {
        return (Map<String, @Nullable Object>) members;
    }
}
