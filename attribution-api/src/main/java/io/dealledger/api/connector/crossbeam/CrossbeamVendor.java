package io.dealledger.api.connector.crossbeam;

import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.ShippedMapping;
import io.dealledger.api.connector.transport.Feed;
import java.util.List;
import org.springframework.stereotype.Component;

/** A partner's deal is never ours: what comes from here is evidence of working together, and seldom more. */
@Component
public final class CrossbeamVendor extends ShippedMapping {
    public CrossbeamVendor() {
        super("crossbeam");
    }

    @Override
    public List<Feed> feeds(ConnectorSettings settings) {
        return List.of(new CrossbeamFeed("signals/accounts", true), new CrossbeamFeed("signals/leads", true),
                new CrossbeamFeed("signals/own-deals", true), new CrossbeamFeed("overlaps/accounts", false),
                new CrossbeamFeed("overlaps/leads", false));
    }
}
