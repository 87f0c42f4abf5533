package io.dealledger.api.connector.crossbeam;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.MappedConnectors;
import io.dealledger.api.connector.Vendor;
import io.dealledger.api.connector.transport.Feed;
import java.util.List;
import org.springframework.stereotype.Component;

/** A partner's deal is never ours: what comes from here is evidence of working together, and seldom more. */
@Component
public final class CrossbeamVendor implements Vendor {
    private static final String MAPPING = "classpath:/connectors/crossbeam.mapping.json";

    private final MappedConnectors mapped = new MappedConnectors();

    @Override
    public String name() {
        return "crossbeam";
    }

    @Override
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts) {
        return mapped.connector(name, settings, accounts, MAPPING);
    }

    @Override
    public List<Feed> feeds(ConnectorSettings settings) {
        return List.of(new CrossbeamFeed("signals/accounts", true), new CrossbeamFeed("signals/leads", true),
                new CrossbeamFeed("signals/own-deals", true), new CrossbeamFeed("overlaps/accounts", false),
                new CrossbeamFeed("overlaps/leads", false));
    }
}
