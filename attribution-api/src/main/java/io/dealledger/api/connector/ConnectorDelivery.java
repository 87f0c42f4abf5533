package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.api.json.JsonTree;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How connectors hand over what they read, and how it is read again when a person lets it in from quarantine. The raw
 * bytes are the vendor's record; since one record says several things, the content type carries the one that is meant.
 */
final class ConnectorDelivery {
    private static final String VIA = "connector:";
    private static final String MAPPING = ";mapping=";
    private static final String RECORD = "application/vnd.dealledger.record+json";
    private static final String STATEMENT = RECORD + "; statement=";

    private ConnectorDelivery() {}

    /** By which mapping the record was read stands behind the connector's name. */
    static Delivery of(Connector connector, byte[] raw, Delivery.Reading reading) {
        MappingText mapping = connector.mapping();
        return of(mapping == null ? connector.name() : connector.name() + MAPPING + mapping.version(), raw, reading);
    }

    static Delivery of(String connector, byte[] raw, Delivery.Reading reading) {
        return switch (reading) {
            case Delivery.Unread _ -> new Delivery(raw, RECORD, VIA + connector, reading);
            case Delivery.Read(Statement statement) ->
                new Delivery(raw, () -> STATEMENT + encode(statement), VIA + connector, reading);
        };
    }

    /** Whether a connector handed this over. */
    static boolean is(String contentType, String via) {
        return contentType.startsWith(RECORD) && via.startsWith(VIA);
    }

    /** The statement that is meant; null where that is the record as a whole. */
    static Delivery.@Nullable Reading statement(String contentType) {
        return contentType.startsWith(STATEMENT) ? decode(contentType.substring(STATEMENT.length())) : null;
    }

    /** Name of the connector. */
    static String connector(String via) {
        return via.substring(VIA.length()).split(MAPPING, 2)[0];
    }

    private static String encode(Statement statement) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("source", statement.source());
        members.put("id", statement.id());
        members.put("occurred_at", statement.occurredAt().toString());
        members.put("kind", statement.kind());
        members.put("data", statement.data());
        if (statement.subject() != null) {
            members.put("subject", statement.subject());
        }
        return Base64.getUrlEncoder().encodeToString(CanonicalJson.write(members).getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // encode() made it
    private static Delivery.Reading decode(String encoded) {
        Map<String, @Nullable Object> members = JsonTree.parseObject(Base64.getUrlDecoder().decode(encoded));
        String kind = text(members, "kind");
        var data = (Map<String, @Nullable Object>) Objects.requireNonNull(members.get("data"));
        return switch (FactReader.read(kind, data)) {
            case FactReader.Readable(var fact) -> new Delivery.Read(new Statement(text(members, "source"),
                    text(members, "id"), Instant.parse(text(members, "occurred_at")),
                    (@Nullable String) members.get("subject"), fact, data));
            case FactReader.Unreadable(var problems) -> new Delivery.Unread("unreadable", text(members, "source"),
                    text(members, "id"), "attribution." + kind + ".v1", problems);
        };
    }

    private static String text(Map<String, @Nullable Object> members, String member) {
        return (String) Objects.requireNonNull(members.get(member));
    }
}
