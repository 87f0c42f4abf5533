package io.dealledger.account;

import static java.util.Objects.requireNonNull;

import io.dealledger.json.RecordJson;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How events stand in stored JSON: type name and members. The sealed types are the list. */
public final class EventJson {
    private static final Map<String, Class<? extends LedgerEvent>> BY_TYPE = new TreeMap<>();

    static {
        leaves(LedgerEvent.class).forEach(type -> BY_TYPE.put(typeOf(type), type));
    }

    private EventJson() {}

    /** The stored name, e.g. {@code fact.accepted}. */
    public static String typeOf(LedgerEvent event) {
        return typeOf(event.getClass());
    }

    /** The members as a JSON tree, see {@link RecordJson}. */
    public static Map<String, @Nullable Object> write(LedgerEvent event) {
        return RecordJson.write((Record) event);
    }

    /** @throws IllegalArgumentException if the type is unknown or the members are not its own */
    public static LedgerEvent read(String type, Map<String, @Nullable Object> members) {
        return RecordJson.readStored(classOf(type), members);
    }

    /** @throws IllegalArgumentException if the type is unknown */
    public static Class<? extends LedgerEvent> classOf(String type) {
        Class<? extends LedgerEvent> known = BY_TYPE.get(type);
        if (known == null) {
            throw new IllegalArgumentException("stored event type '" + type + "' is none of " + BY_TYPE.keySet());
        }
        return known;
    }

    private static String typeOf(Class<? extends LedgerEvent> type) {
        return requireNonNull(type.getAnnotation(EventType.class), type::getName).value();
    }

    private static Stream<Class<? extends LedgerEvent>> leaves(Class<? extends LedgerEvent> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(sub -> leaves(sub.asSubclass(LedgerEvent.class)));
    }
}
