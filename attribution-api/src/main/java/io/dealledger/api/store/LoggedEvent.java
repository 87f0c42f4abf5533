package io.dealledger.api.store;

import io.dealledger.account.EventJson;
import io.dealledger.fact.Anchor;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An event as the ledger stores it, with the bytes that its proofs are over.
 *
 * @param directory which account ids belong to from here on
 */
record LoggedEvent(long position, Instant recordedAt, String streamId, long sequence, UUID id, String type, byte[] salt,
        byte[] payload, byte[] meta, Map<Anchor, String> directory) {
    LedgerRestore.Restored restored() {
        return new LedgerRestore.Restored(position, recordedAt, streamId, sequence, id, type, salt, payload, meta,
                EventJson.read(type, StoredJson.read(payload)));
    }
}
