package io.dealledger.api.connector.partnerstack;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.ShippedMapping;
import io.dealledger.api.connector.transport.Feed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stage names and custom fields are each company's own: the shipped mapping knows the usual ones. */
@Component
public final class PartnerStackVendor extends ShippedMapping {
    public PartnerStackVendor() {
        super("partnerstack");
    }

    @Override
    public List<Feed> feeds(ConnectorSettings settings) {
        return List.of(PartnerStackFeed.updated("partnerships"), PartnerStackFeed.updated("deals"),
                PartnerStackFeed.created("rewards"));
    }

    /** No signature of this vendor is documented. Where the settings know one, what it signs is believed. */
    @Override
    public @Nullable Lookup lookup(String name, ConnectorSettings settings, AccountKeys accounts) {
        return settings.signature() == null ? new PartnerStackLookup() : null;
    }
}
