package io.dealledger.api.connector.partnerstack;

import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a webhook names from the vendor itself. A deal by its key; partnerships and rewards, for which no such path is
 * documented, by the list of what changed since. A webhook that somebody made up costs one request and says nothing.
 */
final class PartnerStackLookup implements Lookup {
    /** Older changes are the poller's: a made-up time must not have us read everything. */
    private static final Duration AT_MOST = Duration.ofDays(1);
    private static final String KEY = "[A-Za-z0-9_-]{1,100}";

    @Override
    public boolean aloneIsBelieved() {
        return true;
    }

    @Override
    public List<Question> questions(List<Message> messages,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> known) {
        Set<Question> questions = new LinkedHashSet<>();
        for (Message message : messages) {
            if (message.isHint() && object(message) instanceof Map<?, ?> object
                    && question(object, message.receivedAt()) instanceof Question question) {
                questions.add(question);
            }
        }
        return List.copyOf(questions);
    }

    private static @Nullable Question question(Map<?, ?> object, Instant receivedAt) {
        String event = object.get("event") instanceof String text
                ? text.toLowerCase(Locale.ROOT).replace('.', '_')
                : "";
        if (event.startsWith("deal_")) {
            return object.get("key") instanceof String key && key.matches(KEY)
                    ? new Question("api:deals", "/deals/" + key, null)
                    : null;
        }
        if (event.startsWith("partnership_")) {
            return changed("partnerships", "min_updated", object.get("updated_at"), receivedAt);
        }
        return event.startsWith("reward_")
                ? changed("rewards", "min_created", object.get("created_at"), receivedAt)
                : null;
    }

    private static Question changed(String list, String since, @Nullable Object time, Instant receivedAt) {
        long earliest = receivedAt.minus(AT_MOST).toEpochMilli();
        long from = time instanceof BigDecimal millis && millis.compareTo(BigDecimal.valueOf(earliest)) > 0
                && millis.compareTo(BigDecimal.valueOf(receivedAt.toEpochMilli())) < 0 ? millis.longValue() : earliest;
        return new Question("api:" + list, "/" + list + "?limit=250&" + since + "=" + from, null);
    }

    /** The object itself, or wrapped as the vendor's newer messages are. */
    private static @Nullable Object object(Message message) {
        try {
            return JsonTree.parse(message.body()) instanceof Map<?, ?> members
                    ? members.get("data") instanceof Map<?, ?> wrapped && !members.containsKey("key")
                            ? withEvent(wrapped, members.get("event"))
                            : members
                    : null;
        } catch (UnreadableJsonException e) {
            return null; // names nothing; it stays where it was stored
        }
    }

    private static Map<?, ?> withEvent(Map<?, ?> wrapped, @Nullable Object event) {
        var object = new HashMap<Object, @Nullable Object>(wrapped);
        object.putIfAbsent("event", event);
        return object;
    }
}
