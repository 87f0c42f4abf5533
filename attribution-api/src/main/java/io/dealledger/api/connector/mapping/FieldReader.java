package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.Field;
import io.dealledger.api.connector.mapping.MappingDocument.Input;
import io.dealledger.api.connector.mapping.MappingDocument.ValueMap;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values off one record.
 *
 * @param unknown takes the words that no value map has
 */
record FieldReader(Input input, @Nullable Object record, @Nullable Object document, Consumer<Unknown> unknown) {
    /** What a version does not speak about, so that the previous value stands. */
    static final Object KEEP = new Object();

    static final class UnreadableFieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String why;
        private final transient Problem problem;

        UnreadableFieldException(String why, Problem problem) {
            super(problem.sentence());
            this.why = why;
            this.problem = problem;
        }

        String why() {
            return why;
        }

        Problem problem() {
            return problem;
        }
    }

    /** The text at a pointer, stripped; null where there is none or a token that means none. */
    @Nullable
    String text(Pointer pointer) {
        String text = switch (pointer.resolve(record, document)) {
            case null -> "";
            case String string -> string.strip();
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case Object tree -> CanonicalJson.write(tree);
        };
        return text.isEmpty() || input.nullTokens().contains(text) ? null : text;
    }

    /** A text or a boolean, {@link #KEEP}, or null where there is no value. */
    @Nullable
    Object value(Field field) {
        Object value = field.constant();
        Pointer from = field.pointers().isEmpty() ? null : field.pointers().getFirst();
        for (Pointer pointer : field.pointers()) {
            String text = text(pointer);
            if (value == null && text != null && (field.pattern() == null || field.pattern().matcher(text).find())) {
                value = typed(field, pointer, text);
                from = pointer;
            }
        }
        if (value == null) {
            value = field.fallback();
        }
        return field.valueMap() == null ? value : translated(field, field.valueMap(), from, value);
    }

    /** The time that a field of a time's type reads. */
    @Nullable
    Instant time(Field field) {
        return value(field) instanceof String text ? FieldType.instant(text, input.zone()) : null;
    }

    /** @param kept takes the fields whose previous value stands */
    Map<String, @Nullable Object> values(Map<String, Field> fields, List<String> kept) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, field) -> {
            Object value = value(field);
            if (KEEP.equals(value)) {
                kept.add(name);
            } else if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private Object typed(Field field, Pointer pointer, String text) {
        try {
            return field.type().read(text, input);
        } catch (IllegalArgumentException e) {
            throw new UnreadableFieldException(field.name() + ": cannot read as " + field.type().word(),
                    new Problem(pointer.text(), CanonicalJson.write(pointer.resolve(record, document)),
                            field.type().accepted()));
        }
    }

    private @Nullable Object translated(Field field, ValueMap map, @Nullable Pointer from, @Nullable Object value) {
        String word = value == null ? ValueMap.ABSENT : value.toString().toLowerCase(Locale.ROOT);
        String ours;
        if (map.words().containsKey(word)) {
            ours = map.words().get(word);
        } else if (value == null) {
            return null;
        } else {
            unknown.accept(
                    new Unknown(Unknown.Kind.WORD, from == null ? field.name() : from.text(), value.toString()));
            ours = map.words().getOrDefault(ValueMap.OTHER, ValueMap.UNMAPPED);
        }
        if (ValueMap.UNMAPPED.equals(ours)) {
            throw new UnreadableFieldException("unmapped value for " + field.name(),
                    new Problem(from == null ? field.name() : from.text(),
                            CanonicalJson.write(value), "one of " + words(map)));
        }
        return ValueMap.KEEP.equals(ours) ? KEEP : ours;
    }

    private static String words(ValueMap map) {
        return String.join(", ", map.words().keySet().stream().filter(word -> !word.startsWith("$")
                && !Objects.equals(map.words().get(word), ValueMap.UNMAPPED)).toList())
                + " (value map " + map.name() + ")";
    }
}
