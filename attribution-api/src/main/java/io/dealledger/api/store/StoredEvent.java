package io.dealledger.api.store;

import io.dealledger.account.EventJson;
import io.dealledger.account.LedgerEvent;
import io.dealledger.projections.engine.LedgerEntry;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the ledger, its JSON still as bytes. */
record StoredEvent(long position, Instant recordedAt, String streamId, long sequence, UUID id, String type,
        byte[] payload, byte[] metaJson) {
    LedgerEntry entry() {
        return new LedgerEntry(position, recordedAt, streamId, sequence, EventJson.classOf(type), this::event);
    }

    LedgerEvent event() {
        return EventJson.read(type, StoredJson.read(payload));
    }

    Map<String, @Nullable Object> meta() {
        return StoredJson.read(metaJson);
    }
}
