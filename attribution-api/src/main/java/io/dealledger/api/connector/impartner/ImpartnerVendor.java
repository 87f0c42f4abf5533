package io.dealledger.api.connector.impartner;

import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.ShippedMapping;
import io.dealledger.api.connector.transport.Feed;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Field names differ by tenant: the shipped mapping knows an example's, and a company brings its own. */
@Component
public final class ImpartnerVendor extends ShippedMapping {
    public ImpartnerVendor() {
        super("impartner");
    }

    @Override
    public List<Feed> feeds(ConnectorSettings settings) {
        var fields = Objects.requireNonNull(settings.api()).fields();
        return Stream.of("Account", "Deal", "Opportunity", "Lead").map(entity -> (Feed) new ImpartnerFeed(entity,
                fields.getOrDefault(entity, ""))).toList();
    }
}
