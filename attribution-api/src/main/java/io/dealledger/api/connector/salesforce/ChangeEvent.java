package io.dealledger.api.connector.salesforce;

import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One committed change of one record.
 *
 * @param commitNumber the database's commit order
 * @param sequence     order within the transaction
 * @param committedAt  by the vendor's clock, in whole seconds
 * @param user         who caused it
 * @param fields       every field that the change set, as texts and booleans; of a creation all that have a value
 * @param cleared      fields that it emptied
 */
record ChangeEvent(Type type, String transactionKey, long sequence, long commitNumber, Instant committedAt,
        @Nullable String user, Map<String, @Nullable Object> fields, List<String> cleared) {
    enum Type {
        CREATE, UPDATE, DELETE, UNDELETE, GAP_CREATE, GAP_UPDATE, GAP_DELETE, GAP_UNDELETE, GAP_OVERFLOW,
        /** How the record stood at a time: not published, but read, exported or pushed as a whole. */
        SNAPSHOT;

        /** What a change event can be. */
        static final Set<Type> PUBLISHED = EnumSet.complementOf(EnumSet.of(SNAPSHOT));

        /** Of a deletion there is no more to know. */
        boolean isGap() {
            return switch (this) {
                case GAP_CREATE, GAP_UPDATE, GAP_UNDELETE, GAP_OVERFLOW -> true;
                case CREATE, UPDATE, DELETE, UNDELETE, GAP_DELETE, SNAPSHOT -> false;
            };
        }
    }

    /** Of published changes: not by committedAt, which is too coarse, and never by arrival. */
    static final Comparator<ChangeEvent> IN_ORDER = Comparator.comparingLong(ChangeEvent::commitNumber)
            .thenComparingLong(ChangeEvent::sequence).thenComparing(ChangeEvent::type);

    boolean isSameAs(ChangeEvent other) {
        return transactionKey.equals(other.transactionKey) && sequence == other.sequence && type == other.type;
    }

    /** Names it within its record. */
    String key() {
        return transactionKey + "/" + sequence;
    }

    ChangeEvent with(Map<String, @Nullable Object> more) {
        var all = new LinkedHashMap<String, @Nullable Object>(fields);
        all.putAll(more);
        return new ChangeEvent(type, transactionKey, sequence, commitNumber, committedAt, user, all, cleared);
    }

    /** Whether nothing that the other says is said otherwise here. @param kept fields that are looked at */
    boolean says(ChangeEvent other, Set<String> kept) {
        return other.fields.entrySet().stream().filter(field -> kept.contains(field.getKey()))
                .allMatch(field -> field.getValue() != null && field.getValue().equals(fields.get(field.getKey())))
                && other.cleared.stream().filter(kept::contains).allMatch(cleared::contains);
    }

    /** Whether the change touched the field: it has a new value or none any more. */
    boolean touches(String field) {
        return fields.containsKey(field) || cleared.contains(field);
    }

    /** The new value; null where the change does not set one. */
    @Nullable
    String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    @Nullable
    Boolean flag(String field) {
        return fields.get(field) instanceof Boolean flag ? flag : null;
    }

    /** What a reader should know of facts that come from it; null where there is nothing. */
    @Nullable
    String note() {
        return type == Type.SNAPSHOT ? "inferred from how the record stood at " + committedAt : null;
    }

    Map<String, @Nullable Object> toJson() {
        return RecordJson.write(this);
    }

    static ChangeEvent ofJson(Map<?, ?> stored) {
        return RecordJson.readStored(ChangeEvent.class, stored);
    }
}
