package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Rereader;
import io.dealledger.api.intake.Rereading;
import io.dealledger.json.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads vendors' records again when a person lets them in from quarantine: as the mapping and the settings stand by then,
 * with the message that they came in and what has become known of them since.
 */
final class RecordRereader implements Rereader {
    private final Connectors connectors;
    private final ConnectorService service;
    private final ConnectorStore store;

    RecordRereader(Connectors connectors, ConnectorService service, ConnectorStore store) {
        this.connectors = connectors;
        this.service = service;
        this.store = store;
    }

    @Override
    public boolean reads(String contentType, String via) {
        return ConnectorDelivery.is(contentType, via);
    }

    @Override
    public Rereading reread(byte[] raw, String contentType, String via) {
        Delivery.Reading statement = ConnectorDelivery.statement(contentType);
        return statement == null
                ? record(raw, ConnectorDelivery.connector(via))
                : new Rereading.One(new Delivery(raw, contentType, via, statement));
    }

    private Rereading record(byte[] raw, String name) {
        ConnectorStore.Stored stored = connectors.names().contains(name) ? store.holding(name, raw) : null;
        if (stored == null) {
            return refused("in no message that connector '" + name + "' keeps",
                    "a record whose message is kept; send it again, then discard this");
        }
        Connector connector = connectors.door(name).connector();
        Delivery.Unread unread = unread(name, service.planRecord(connector, stored, raw));
        return new Rereading.Whole(unread, intake -> service.countRecord(connector, stored, raw, intake));
    }

    private static Delivery.@Nullable Unread unread(String connector, Plan plan) {
        for (Delivery delivery : plan.deliveries()) {
            if (delivery.reading() instanceof Delivery.Unread unread) {
                return unread;
            }
        }
        return plan.deliveries().isEmpty()
                ? unread("read, and says nothing that it had not said before", "a record that says something new; "
                        + "POST /v1/connectors/" + connector + "/{feed}/again reads whole messages again; then discard "
                        + "this")
                : null;
    }

    private static Rereading refused(String value, String accepted) {
        return new Rereading.Whole(unread(value, accepted), _ -> List.of());
    }

    private static Delivery.Unread unread(String value, String accepted) {
        return new Delivery.Unread("unreadable", null, null, null,
                List.of(new Problem("(record)", value, accepted)));
    }
}
