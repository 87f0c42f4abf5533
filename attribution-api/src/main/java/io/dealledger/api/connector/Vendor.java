package io.dealledger.api.connector;

import org.jspecify.annotations.Nullable;

/** Builds the connectors of one vendor from their settings. */
public interface Vendor {
    /** As {@code ledger.connectors.<name>.vendor} names it; there is a connector of this name without any settings. */
    String name();

    /** @throws IllegalArgumentException if the settings do not make a connector; the message names the setting */
    Connector connector(String name, ConnectorSettings settings, AccountKeys accounts);

    /** How this vendor signs, where that is nothing that settings could describe; else null. */
    default @Nullable SignatureCheck signatures(String name, ConnectorSettings settings) {
        return null;
    }
}
