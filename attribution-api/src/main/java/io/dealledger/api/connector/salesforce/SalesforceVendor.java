package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.Vendor;
import org.springframework.stereotype.Component;

@Component
public final class SalesforceVendor implements Vendor {
    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts) {
        return new SalesforceConnector(Org.of(name, settings, accounts));
    }
}
