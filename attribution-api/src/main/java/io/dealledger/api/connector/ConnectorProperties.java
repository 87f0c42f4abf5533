package io.dealledger.api.connector;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connectors by name, and how customers are recognised across them.
 *
 * @param connectors settings by the name that stands in the address
 */
@ConfigurationProperties("ledger")
record ConnectorProperties(@DefaultValue Map<String, ConnectorSettings> connectors, @DefaultValue Accounts accounts) {
    /**
     * @param domains       the customer's domain by the CRM's account id
     * @param sharedDomains domains that many customers share, beside those of the well-known mailbox providers
     */
    record Accounts(@DefaultValue Map<String, String> domains, @DefaultValue Set<String> sharedDomains) {}
}
