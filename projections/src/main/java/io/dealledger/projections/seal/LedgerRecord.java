package io.dealledger.projections.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * An event with all that the ledger stores of it, as the bytes that are sealed: one line of canonical JSON with the
 * members event_id, meta, payload, position, recorded_at, salt, sequence, stream and type.
 *
 * @param bytes without a newline; the salt in them is 32 random bytes, so that nobody finds a record by guessing what
 *              its hash may stand for
 */
public record LedgerRecord(long position, Instant recordedAt, String type, byte[] bytes) {
    /**
     * @param meta    as stored: JSON
     * @param payload as stored: JSON
     */
    public static LedgerRecord of(long position, Instant recordedAt, String type, String stream, long sequence,
            String eventId, byte[] salt, byte[] meta, byte[] payload) {
        String record = "{\"event_id\":" + CanonicalJson.write(eventId) + ",\"meta\":" + new String(meta, UTF_8)
                + ",\"payload\":" + new String(payload, UTF_8) + ",\"position\":" + position + ",\"recorded_at\":\""
                + recordedAt + "\",\"salt\":\"" + HexFormat.of().formatHex(salt) + "\",\"sequence\":" + sequence
                + ",\"stream\":" + CanonicalJson.write(stream) + ",\"type\":" + CanonicalJson.write(type) + "}";
        return new LedgerRecord(position, recordedAt, type, record.getBytes(UTF_8));
    }

    /** Lower-case hex SHA-256 of the bytes. */
    public String sha256() {
        return HexFormat.of().formatHex(CanonicalJson.digest(bytes));
    }

    /**
     * What the tree holds at the position, in canonical JSON: the hash of the record, and in clear only what names
     * neither customer nor person, so that anybody may keep a copy of the tree.
     */
    public byte[] entry() {
        return CanonicalJson.write(Map.of("position", position, "record_sha256", sha256(), "recorded_at",
                recordedAt.toString(), "type", type)).getBytes(UTF_8);
    }
}
