package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.Condition;
import io.dealledger.api.connector.mapping.MappingDocument.Rule;
import io.dealledger.api.connector.mapping.MappingDocument.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a stream, applied to one version of a record and the one before.
 *
 * @param before null at first sight
 */
record Rules(Stream stream, String record, Instant receivedAt, @Nullable Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> now) {
    List<CanonicalFact> facts() {
        var facts = new ArrayList<CanonicalFact>();
        for (Rule rule : stream.rules()) {
            if (rule.when() == null || holds(rule.when())) {
                facts.add(fact(rule));
            }
        }
        return facts;
    }

    boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.All(var of) -> of.stream().allMatch(this::holds);
            case Condition.Any(var of) -> of.stream().anyMatch(this::holds);
            case Condition.Not(var of) -> !holds(of);
            case Condition.FirstSeen(boolean expected) -> (before == null) == expected;
            case Condition.Present(String field, boolean expected) -> (now.get(field) != null) == expected;
            case Condition.OneOf(String field, var values) -> isIn(now.get(field), values);
            case Condition.Becomes(String field, var values) ->
                isIn(now.get(field), values) && (before == null || !isIn(before.get(field), values));
            case Condition.Changed(String field, boolean expected) -> changed(field) == expected;
        };
    }

    private static boolean isIn(@Nullable Object value, Set<Object> values) {
        return value != null && values.contains(value);
    }

    private boolean changed(String field) {
        Object value = now.get(field);
        return before != null && value != null && !value.equals(before.get(field));
    }

    private CanonicalFact fact(Rule rule) {
        Instant occurredAt = null;
        for (String field : rule.occurredAt()) {
            if (occurredAt == null && now.get(field) instanceof String time) {
                occurredAt = FieldType.instant(time, stream.zone());
            }
        }
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        for (String field : rule.attributes()) {
            if (now.get(field) != null) {
                attributes.put(field, now.get(field));
            }
        }
        attributes.putAll(rule.set());
        return new CanonicalFact(rule.name(), rule.note(), stream.name(), record,
                occurredAt == null ? receivedAt : occurredAt, occurredAt == null, attributes);
    }
}
