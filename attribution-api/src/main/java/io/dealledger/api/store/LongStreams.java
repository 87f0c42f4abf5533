package io.dealledger.api.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;

/**
 * Long streams as they were last loaded, decoded. What is stored never changes, so the only question is what came since,
 * and that is read from the database each time, whoever appended it: a load gives the same events with and without this.
 * Of several streams the ones not loaded for longest go first.
 */
final class LongStreams {
    /** Shorter ones are read many at a time, and soon decoded. */
    private static final int LONG = 100;

    private final int most;
    private final Map<String, List<GenericTrackedDomainEventMessage<?>>> streams = new LinkedHashMap<>(16, 0.75f,
            true);
    private int kept;

    /** @param most events kept, of all streams together; 0: none */
    LongStreams(int most) {
        this.most = most;
    }

    /** A stream from its beginning. */
    List<GenericTrackedDomainEventMessage<?>> load(PostgresLedgerStore store, String streamId) {
        List<GenericTrackedDomainEventMessage<?>> known = known(streamId);
        var whole = new ArrayList<>(known);
        store.aggregate(streamId, known.size()).forEach(stored -> whole.add(LedgerMessages.tracked(stored)));
        if (whole.size() >= LONG && whole.size() <= most && whole.size() > known.size()) {
            keep(streamId, List.copyOf(whole));
        }
        return whole;
    }

    private synchronized List<GenericTrackedDomainEventMessage<?>> known(String streamId) {
        return streams.getOrDefault(streamId, List.of());
    }

    private synchronized void keep(String streamId, List<GenericTrackedDomainEventMessage<?>> events) {
        List<?> before = streams.put(streamId, events);
        kept += events.size() - (before == null ? 0 : before.size());
        var eldest = streams.values().iterator();
        while (kept > most) {
            kept -= eldest.next().size();
            eldest.remove();
        }
    }
}
