package io.dealledger.api.connector.impartner;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.MappedConnectors;
import io.dealledger.api.connector.Vendor;
import io.dealledger.api.connector.transport.Feed;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Field names differ by tenant: the shipped mapping knows an example's, and a company brings its own. */
@Component
public final class ImpartnerVendor implements Vendor {
    private static final String MAPPING = "classpath:/connectors/impartner.mapping.json";

    private final MappedConnectors mapped = new MappedConnectors();

    @Override
    public String name() {
        return "impartner";
    }

    @Override
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts) {
        return mapped.connector(name, settings, accounts, MAPPING);
    }

    @Override
    public List<Feed> feeds(ConnectorSettings settings) {
        var fields = Objects.requireNonNull(settings.api()).fields();
        return Stream.of("Account", "Deal", "Opportunity", "Lead").map(entity -> (Feed) new ImpartnerFeed(entity,
                fields.getOrDefault(entity, ""))).toList();
    }
}
