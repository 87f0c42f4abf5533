package io.dealledger.api.connector.transport;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps refresh tokens as long as a test goes. */
public final class RememberedTokens implements RefreshTokens {
    final Map<String, byte[]> sealed = new HashMap<>();

    @Override
    public byte @Nullable [] last(String connector, String descends) {
        return sealed.get(connector + " " + descends);
    }

    @Override
    public void keep(String connector, String descends, byte[] token) {
        sealed.put(connector + " " + descends, token);
    }
}
