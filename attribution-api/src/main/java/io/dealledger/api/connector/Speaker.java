package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements of what a connector's records say.
 *
 * @param connector name of the connector; ids of things that only it knows begin with it
 * @param source    of the statements
 * @param partners  the ledger's partner id by the connector's own, for partners that more than one system knows
 */
public record Speaker(String connector, String source, Map<String, String> partners) {
    private static final int ID_DIGITS = 16;

    /** An id of something that only this connector knows. */
    public String own(String id) {
        return connector + ":" + id;
    }

    /** The ledger's id of a partner that the connector calls so. */
    public String partner(String id) {
        return partners.getOrDefault(own(id), own(id));
    }

    /** @param record the record that says it: the statement's subject, and a part of its id */
    public Saying say(String record, String kind, Instant occurredAt) {
        return new Saying(record, record, kind, occurredAt);
    }

    /** The same for a record whose changes each say something: @param change names one of them within the record */
    public Saying say(String record, String change, String kind, Instant occurredAt) {
        return new Saying(record, record + "/" + change, kind, occurredAt);
    }

    /** One statement in the making. */
    public final class Saying {
        private final String record;
        private final String begins;
        private final String kind;
        private final Instant occurredAt;
        private final Map<String, @Nullable Object> data = new LinkedHashMap<>();

        private Saying(String record, String begins, String kind, Instant occurredAt) {
            this.record = record;
            this.begins = begins;
            this.kind = kind;
            this.occurredAt = occurredAt;
        }

        /** Left out where it is null. */
        public Saying with(String member, @Nullable Object value) {
            if (value != null) {
                data.put(member, value);
            }
            return this;
        }

        /**
         * The statement. Its id depends on nothing but the record, the kind and what is said: a redelivery, a replay
         * and a second reader say it with the same id.
         */
        public Delivery.Reading done() {
            String hash = CanonicalJson
                    .sha256(Map.of("kind", kind, "occurred_at", occurredAt.toString(), "data", data));
            String id = begins + "/" + kind + "/" + hash.substring(0, ID_DIGITS);
            return switch (FactReader.read(kind, data)) {
                case FactReader.Readable(var fact) ->
                    new Delivery.Read(new Statement(source, id, occurredAt, record, fact, data));
                case FactReader.Unreadable(var problems) ->
                    new Delivery.Unread("unreadable", source, id, "attribution." + kind + ".v1", problems);
            };
        }
    }
}
