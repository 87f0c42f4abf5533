package io.dealledger.api.store;

import io.dealledger.fact.Anchor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work: all of it is appended, or nothing.
 *
 * @param recordedAt in whole microseconds
 * @param events     at least one, in order of publication
 * @param keys       of the facts among the events, each key once
 */
record AppendRequest(Instant recordedAt, List<NewEvent> events, List<LedgerStore.NewKey> keys,
        Map<Anchor, String> directory) {
    AppendRequest {
        if (recordedAt.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("recorded_at " + recordedAt + " is not in whole microseconds");
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to append");
        }
        for (LedgerStore.NewKey key : keys) {
            if (key.eventIndex() < 0 || key.eventIndex() >= events.size()) {
                throw new IllegalArgumentException(key + " names none of " + events.size() + " events");
            }
        }
        checkSequences(events);
        events = List.copyOf(events);
        keys = List.copyOf(keys);
        directory = Map.copyOf(directory);
    }

    /** The database looks at the first event of a stream alone. */
    private static void checkSequences(List<NewEvent> events) {
        var last = new HashMap<String, @Nullable Long>();
        for (NewEvent event : events) {
            boolean first = !last.containsKey(event.streamId());
            Long before = last.put(event.streamId(), event.sequence());
            if (!first && !Objects.equals(event.sequence(), before == null ? null : before + 1)) {
                throw new IllegalArgumentException(
                        event.streamId() + " goes from " + before + " to " + event.sequence());
            }
        }
    }

    int bytes() {
        return events.stream().mapToInt(NewEvent::size).sum();
    }
}
