package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.VendorApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the connectors of one vendor from their settings. */
public interface Vendor {
    /** As {@code ledger.connectors.<name>.vendor} names it; there is a connector of this name without any settings. */
    String name();

    /** @throws IllegalArgumentException if the settings do not make a connector; the message names the setting */
    Connector connector(String name, ConnectorSettings settings, AccountKeys accounts);

    /** The lists that this vendor's API is read by. */
    default List<Feed> feeds(ConnectorSettings settings) {
        return List.of();
    }

    /** The lines on which this vendor sends as things happen. */
    default List<Subscription> subscriptions(ConnectorSettings settings, VendorApi api) {
        return List.of();
    }

    /** What is asked of this vendor before its messages are read; null where they say enough. */
    default @Nullable Lookup lookup(String name, ConnectorSettings settings, AccountKeys accounts) {
        return null;
    }

    /** How this vendor signs, where that is nothing that settings could describe; else null. */
    default @Nullable SignatureCheck signatures(String name, ConnectorSettings settings) {
        return null;
    }
}
