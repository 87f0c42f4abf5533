package io.dealledger.api.connector;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of records while one thing is done with them: looked up once, and those that will be needed together. */
final class KnownStates {
    private final ConnectorStore store;
    private final String connector;
    private final Map<RecordKey, @Nullable Map<String, @Nullable Object>> states = new HashMap<>();

    KnownStates(ConnectorStore store, String connector, Collection<RecordKey> needed) {
        this.store = store;
        this.connector = connector;
        look(needed);
    }

    /** Null where nothing is known of it. */
    @Nullable
    Map<String, @Nullable Object> of(RecordKey key) {
        if (!states.containsKey(key)) {
            look(List.of(key));
        }
        return states.get(key);
    }

    private void look(Collection<RecordKey> keys) {
        if (!keys.isEmpty()) {
            keys.forEach(key -> states.put(key, null));
            store.states(connector, keys).forEach((key, state) -> states.put(key, state.state()));
        }
    }
}
