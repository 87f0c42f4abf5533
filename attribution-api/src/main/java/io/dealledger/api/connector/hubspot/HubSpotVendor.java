package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.SignatureCheck;
import io.dealledger.api.connector.Vendor;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public final class HubSpotVendor implements Vendor {
    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts) {
        return new HubSpotConnector(Portal.of(name, settings, accounts));
    }

    @Override
    public Lookup lookup(String name, ConnectorSettings settings, AccountKeys accounts) {
        return new HubSpotLookup(Portal.of(name, settings, accounts));
    }

    @Override
    public @Nullable SignatureCheck signatures(String name, ConnectorSettings settings) {
        ConnectorSettings.Signature signature = settings.signature();
        if (signature == null) {
            return null;
        }
        String prefix = "ledger.connectors." + name + ".signature.";
        String version = signature.algorithm().toUpperCase(Locale.ROOT);
        boolean unset = version.equals("HMACSHA256");
        if (!unset && !Set.of("V1", "V2", "V3").contains(version)) {
            throw new IllegalArgumentException(
                    prefix + "algorithm is '" + signature.algorithm() + "'; accepted: v3, v2, v1");
        }
        if (signature.url() == null) {
            throw new IllegalArgumentException(prefix + "url is absent; it is the webhooks' target URL, exactly as it"
                    + " stands in the app's settings");
        }
        return new HubSpotSignature(unset ? HubSpotSignature.Version.V3 : HubSpotSignature.Version.valueOf(version),
                signature.secret(), "POST", signature.url(), signature.tolerance());
    }
}
