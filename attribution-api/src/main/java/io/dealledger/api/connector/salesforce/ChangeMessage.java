package io.dealledger.api.connector.salesforce;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.util.ArrayList;
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

    /** A platform event or the like: no change of a record. */
    record OtherEvent(Object raw) implements Item {}

    static List<Item> items(@Nullable Object tree) {
        var items = new ArrayList<Item>();
        if (tree instanceof Map<?, ?> answer && answer.get("events") instanceof List<?> events) {
            events.forEach(event -> items.add(item(event)));
        } else if (tree instanceof List<?> messages) {
            messages.forEach(message -> items.add(item(message)));
        } else {
            items.add(item(tree));
        }
        return items;
    }

    private static Item item(@Nullable Object message) {
        Object raw = message == null ? "null" : message;
        Object payload = message;
        if (message instanceof Map<?, ?> members) {
            Object wrapped = members.get("event") instanceof Map<?, ?> ? members.get("event") : members.get("data");
            payload = wrapped instanceof Map<?, ?> wrapper ? wrapper.get("payload") : message;
        }
        if (payload instanceof Map<?, ?> members) {
            return members.get(HEADER) instanceof Map<?, ?> ? new Payload(object(members), raw) : new OtherEvent(raw);
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
