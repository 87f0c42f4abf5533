package io.dealledger.api.store;

import io.dealledger.account.EventJson;
import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the ledger, as the bytes that will lie there.
 *
 * @param sequence   null to go to the end of the stream, wherever that is
 * @param occurredAt business time, cut to microseconds: for the index only, the payload has it whole
 * @param payload    canonical JSON
 * @param meta       canonical JSON
 */
record NewEvent(String streamId, @Nullable Long sequence, UUID id, String type, Instant occurredAt, byte[] payload,
        byte[] meta) {
    static NewEvent of(String streamId, @Nullable Long sequence, UUID id, LedgerEvent event, Instant recordedAt,
            Map<String, ?> meta) {
        return new NewEvent(streamId, sequence, id, EventJson.typeOf(event), BusinessTime.of(event, recordedAt),
                StoredJson.write(EventJson.write(event)), StoredJson.write(meta));
    }

    int size() {
        return payload.length + meta.length;
    }
}
