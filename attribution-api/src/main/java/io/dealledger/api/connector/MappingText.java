package io.dealledger.api.connector;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;

/**
 * A mapping document as it was written.
 *
 * @param version the first digits of the SHA-256 of its canonical JSON: white space makes no new version
 */
record MappingText(String version, String json) {
    private static final int DIGITS = 12;

    /** @throws UnreadableJsonException if it is no JSON object */
    static MappingText of(byte[] json) {
        return new MappingText(CanonicalJson.sha256(JsonTree.parseObject(json)).substring(0, DIGITS),
                new String(json, StandardCharsets.UTF_8));
    }
}
