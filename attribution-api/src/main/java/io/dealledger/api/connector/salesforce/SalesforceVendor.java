package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.Subscription;
import io.dealledger.api.connector.Vendor;
import io.dealledger.api.connector.salesforce.pubsub.PubSubSubscription;
import io.dealledger.api.connector.transport.VendorApi;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
public final class SalesforceVendor implements Vendor {
    /** The vendor says within 270 seconds that it is still there. */
    private static final Duration SILENCE = Duration.ofSeconds(300);

    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public List<Subscription> subscriptions(ConnectorSettings settings, VendorApi api) {
        return settings.crm().topics().stream().map(topic -> (Subscription) new PubSubSubscription(topic,
                settings.crm().pubSub(), settings.account(), api, SILENCE)).toList();
    }

    @Override
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts) {
        return new SalesforceConnector(Org.of(name, settings, accounts));
    }

    @Override
    public Lookup lookup(String name, ConnectorSettings settings, AccountKeys accounts) {
        return new SalesforceLookup(Org.of(name, settings, accounts), settings.crm().apiVersion());
    }
}
