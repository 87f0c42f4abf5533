package io.dealledger.api.query;

import io.dealledger.api.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that views keep as the ledger stored it. */
final class Stored {
    private Stored() {}

    static Map<String, @Nullable Object> read(String json) {
        return JsonTree.parseObject(json.getBytes(StandardCharsets.UTF_8));
    }
}
