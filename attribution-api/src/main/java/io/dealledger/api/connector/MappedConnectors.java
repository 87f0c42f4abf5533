package io.dealledger.api.connector;

import io.dealledger.api.connector.CanonicalStatements.Deals;
import io.dealledger.api.connector.mapping.MappingDocument;
import io.dealledger.api.connector.mapping.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds connectors that a mapping document describes. */
public final class MappedConnectors {
    private static final String RESOURCE = "classpath:";

    private final MappingReader reader = new MappingReader();

    /**
     * @param shipped the mapping document to use where the settings name none; null where they must
     * @throws IllegalArgumentException if the settings do not make a connector
     */
    public Connector connector(String name, ConnectorSettings settings, AccountKeys accounts,
            @Nullable String shipped) {
        String location = settings.mapping() == null ? shipped : settings.mapping();
        if (location == null) {
            throw new IllegalArgumentException("ledger.connectors." + name + ".mapping is absent; it names the mapping"
                    + " document that says what this connector's records mean");
        }
        return connector(name, settings, accounts, location, text(location));
    }

    /** @param location of the mapping, for the messages */
    Connector connector(String name, ConnectorSettings settings, AccountKeys accounts, String location,
            byte[] json) {
        MappingDocument mapping = reader.read(location, json);
        var speaker = new Speaker(name, name + ":" + settings.account(), settings.partners());
        return new MappedConnector(MappingText.of(json), mapping, new CanonicalStatements(speaker, accounts,
                deals(name, settings, mapping), settings.dealType(), mapping.input().zone()));
    }

    private static byte[] text(String location) {
        if (location.startsWith(RESOURCE)) {
            return MappingReader.resource(location.substring(RESOURCE.length()));
        }
        try {
            return Files.readAllBytes(Path.of(location));
        } catch (IOException e) {
            throw new IllegalArgumentException("mapping document " + location + " cannot be read", e);
        }
    }

    /** Whoever fills the generic template has no CRM; every vendor's tool stands beside one. */
    private static Deals deals(String name, ConnectorSettings settings, MappingDocument mapping) {
        String usual = mapping.vendor().equals("generic") ? "record" : "evidence";
        String word = Objects.requireNonNullElse(settings.deals(),
                Objects.requireNonNullElse(mapping.deals(), usual));
        try {
            return Deals.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ledger.connectors." + name + ".deals is '" + word + "'; accepted: evidence, record", e);
        }
    }
}
