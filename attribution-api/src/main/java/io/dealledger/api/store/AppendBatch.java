package io.dealledger.api.store;

import io.dealledger.fact.Anchor;
import java.util.HashSet;
import java.util.Set;

/** Which requests can share one transaction: {@code ledger_append} looks at each as if it were alone. */
final class AppendBatch {
    static final int MOST_EVENTS = 1_000;
    static final int MOST_BYTES = 1 << 20;

    private final Set<String> streams = new HashSet<>();
    private final Set<LedgerStore.IdempotencyKey> keys = new HashSet<>();
    private final Set<Anchor> entries = new HashSet<>();
    private int events;
    private int bytes;

    boolean isFull() {
        return events >= MOST_EVENTS || bytes >= MOST_BYTES;
    }

    /** Takes the request in, unless it and one inside name the same thing or the batch would grow too large. */
    boolean add(AppendRequest request) {
        int size = request.bytes();
        boolean tooLarge = events > 0 && (events + request.events().size() > MOST_EVENTS || bytes + size > MOST_BYTES);
        if (tooLarge || clashes(request)) {
            return false;
        }
        events += request.events().size();
        bytes += size;
        request.keys().forEach(key -> keys.add(key.key()));
        entries.addAll(request.directory().keySet());
        request.events().forEach(event -> streams.add(event.streamId()));
        return true;
    }

    private boolean clashes(AppendRequest request) {
        return request.events().stream().anyMatch(event -> streams.contains(event.streamId()))
                || request.keys().stream().anyMatch(key -> keys.contains(key.key()))
                || request.directory().keySet().stream().anyMatch(entries::contains);
    }
}
