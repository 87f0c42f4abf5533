package io.dealledger.api.connector;

/** A vendor whose records are read by the mapping document that we ship, or by the company's own. */
public abstract class ShippedMapping implements Vendor {
    private final MappedConnectors mapped = new MappedConnectors();
    private final String name;

    protected ShippedMapping(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Connector connector(String connector, ConnectorSettings settings, AccountKeys accounts) {
        return mapped.connector(connector, settings, accounts, "classpath:/connectors/" + name + ".mapping.json");
    }
}
