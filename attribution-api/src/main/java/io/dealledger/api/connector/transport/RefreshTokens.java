package io.dealledger.api.connector.transport;

import org.jspecify.annotations.Nullable;

/** Where the refresh token is kept that a vendor gave last, because it takes none that it has replaced. Sees them sealed only. */
public interface RefreshTokens {
    /**
     * Null where none was kept.
     *
     * @param descends from which token of the settings: one that a person puts in anew begins anew
     */
    byte @Nullable [] last(String connector, String descends);

    /** Instead of the one before. Durable when it returns. */
    void keep(String connector, String descends, byte[] sealed);
}
