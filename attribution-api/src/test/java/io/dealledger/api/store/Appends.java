package io.dealledger.api.store;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.LedgerEvent;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for tests; what the events say does not matter here. */
final class Appends {
    static final Instant MARCH_30 = Instant.parse("2026-03-30T10:00:00.000001Z");

    private Appends() {}

    static LedgerEvent event(String id) {
        return new FactDiscarded(id, "ada", "never happened", MARCH_30);
    }

    /** Events of a stream from a sequence on. */
    static AppendRequest to(String stream, long sequence, int count, Instant recordedAt) {
        var events = new ArrayList<NewEvent>();
        for (int i = 0; i < count; i++) {
            events.add(newEvent(stream, sequence + i, recordedAt));
        }
        return new AppendRequest(recordedAt, events, List.of(), Map.of());
    }

    static AppendRequest toEnd(String stream, Instant recordedAt) {
        return new AppendRequest(recordedAt, List.of(newEvent(stream, null, recordedAt)), List.of(), Map.of());
    }

    static AppendRequest withKey(AppendRequest request, String source, String id) {
        var key = new LedgerStore.NewKey(new LedgerStore.IdempotencyKey(source, id), CanonicalJson.sha256(id), 0);
        return new AppendRequest(request.recordedAt(), request.events(), List.of(key), request.directory());
    }

    static NewEvent newEvent(String stream, @Nullable Long sequence, Instant recordedAt) {
        return NewEvent.of(stream, sequence,
                UUID.nameUUIDFromBytes((stream + sequence).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                event(stream + "@" + sequence), recordedAt, Map.of());
    }
}
