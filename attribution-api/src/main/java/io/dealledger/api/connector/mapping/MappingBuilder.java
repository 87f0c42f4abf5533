package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.DateFormat;
import io.dealledger.api.connector.mapping.MappingDocument.Field;
import io.dealledger.api.connector.mapping.MappingDocument.Format;
import io.dealledger.api.connector.mapping.MappingDocument.Input;
import io.dealledger.api.connector.mapping.MappingDocument.Rule;
import io.dealledger.api.connector.mapping.MappingDocument.Select;
import io.dealledger.api.connector.mapping.MappingDocument.Stream;
import io.dealledger.api.connector.mapping.MappingDocument.ValueMap;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tree of a mapping document that fits the schema into one that can be run, and collects what does not hold
 * together: unknown zones, formats, value maps and fields.
 */
final class MappingBuilder {
    private static final List<String> ISO_DATE_TIMES = List.of("yyyy-MM-dd'T'HH:mm[:ss[.SSS]]");

    private final List<Problem> problems;
    private Map<String, ValueMap> valueMaps = Map.of();
    private @Nullable Input input;

    MappingBuilder(List<Problem> problems) {
        this.problems = problems;
    }

    /** Null, or not to be used, where problems were found. */
    @Nullable
    MappingDocument document(Map<String, @Nullable Object> members) {
        input = input(object(members.get("input")));
        if (input == null) {
            return null;
        }
        valueMaps = valueMaps(object(members.get("valueMaps")));
        var streams = new ArrayList<Stream>();
        List<?> trees = list(members.get("streams"));
        for (int i = 0; i < trees.size(); i++) {
            streams.add(stream(object(trees.get(i)), "/streams/" + i, input.zone()));
        }
        return new MappingDocument(text(members.get("name")), text(members.get("vendor")),
                members.get("deals") == null ? null : text(members.get("deals")), input, List.copyOf(streams));
    }

    private @Nullable Input input(Map<String, @Nullable Object> tree) {
        ZoneId zone = checked("/input/zone", tree.get("zone"), "a time zone such as America/New_York",
                value -> ZoneId.of(text(value)));
        Charset charset = checked("/input/charset", tree.getOrDefault("charset", StandardCharsets.UTF_8.name()),
                "a character set such as UTF-8", value -> Charset.forName(text(value)));
        var dateTimeFormats = new ArrayList<DateTimeFormatter>();
        for (String pattern : texts(tree.get("dateTimeFormats"), ISO_DATE_TIMES)) {
            addIfPresent(dateTimeFormats, format("/input/dateTimeFormats", pattern));
        }
        var dateFormats = new ArrayList<DateFormat>();
        for (String pattern : texts(tree.get("dateFormats"), List.of(MappingDocument.ISO_DATE))) {
            DateTimeFormatter formatter = format("/input/dateFormats", pattern);
            addIfPresent(dateFormats, formatter == null ? null : new DateFormat(pattern, formatter));
        }
        if (zone == null || charset == null) {
            return null;
        }
        var nullTokens = new LinkedHashSet<String>();
        texts(tree.get("nullTokens"), List.of("")).forEach(token -> nullTokens.add(token.strip()));
        String delimiter = tree.get("delimiter") instanceof String given ? given : ",";
        String decimal = tree.get("decimal") instanceof String given ? given : ".";
        return new Input("csv".equals(tree.get("format")) ? Format.CSV : Format.JSON,
                pointers(texts(tree.get("records"), List.of("")), "/input/records"), zone,
                List.copyOf(dateTimeFormats), List.copyOf(dateFormats), nullTokens, delimiter.charAt(0),
                decimal.charAt(0), charset);
    }

    /** Strict: 30 February is refused, not made into another day. */
    private @Nullable DateTimeFormatter format(String at, String pattern) {
        return checked(at, pattern, "a pattern such as yyyy-MM-dd HH:mm",
                value -> new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(text(value))
                        .parseDefaulting(ChronoField.ERA, 1).toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT));
    }

    private Map<String, ValueMap> valueMaps(Map<String, @Nullable Object> tree) {
        var maps = new LinkedHashMap<String, ValueMap>();
        tree.forEach((name, words) -> {
            var byWord = new LinkedHashMap<String, @Nullable String>();
            object(words).forEach((word, ours) -> byWord.put(word.toLowerCase(Locale.ROOT), (String) ours));
            maps.put(name, new ValueMap(name, byWord));
        });
        return maps;
    }

    private Stream stream(Map<String, @Nullable Object> tree, String at, ZoneId zone) {
        var fields = new LinkedHashMap<String, Field>();
        object(tree.get("fields")).forEach(
                (name, field) -> addField(fields, name, field(name, object(field), at + "/fields/" + name)));
        var version = tree.get("version") == null
                ? null
                : field("version", object(tree.get("version")), at + "/version");
        if (version != null && !version.type().isTime()) {
            problems.add(new Problem(at + "/version/type", CanonicalJson.write(version.type().word()),
                    "a type that reads a time"));
        }
        var conditions = new ConditionBuilder(fields.keySet(), problems);
        var rules = new ArrayList<Rule>();
        List<?> trees = list(tree.get("rules"));
        for (int i = 0; i < trees.size(); i++) {
            rules.add(rule(object(trees.get(i)), fields, conditions, at + "/rules/" + i));
        }
        return new Stream(text(tree.get("name")), Set.copyOf(texts(tree.get("sources"), List.of())),
                tree.get("select") == null ? null : select(object(tree.get("select")), at + "/select"),
                pointers(texts(tree.get("recordId"), List.of()), at + "/recordId"),
                Boolean.TRUE.equals(tree.get("recordIdHash")), version,
                Set.copyOf(texts(tree.get("ignoreInHash"), List.of())), fields,
                conditions.optional(tree.get("skipWhen"), at + "/skipWhen"), List.copyOf(rules), zone);
    }

    private static void addField(Map<String, Field> fields, String name, @Nullable Field field) {
        if (field != null) {
            fields.put(name, field);
        }
    }

    private Select select(Map<String, @Nullable Object> tree, String at) {
        List<Pointer> pointers = pointers(List.of(text(tree.get("pointer"))), at + "/pointer");
        Set<String> in = tree.get("in") == null ? null : Set.copyOf(texts(tree.get("in"), List.of()));
        return new Select(pointers.isEmpty() ? Pointer.parse("") : pointers.getFirst(), in,
                !Boolean.FALSE.equals(tree.get("present")), Boolean.TRUE.equals(tree.get("normaliseEventName")));
    }

    private @Nullable Field field(String name, Map<String, @Nullable Object> tree, String at) {
        FieldType type = tree.get("type") instanceof String word ? FieldType.of(word) : FieldType.STRING;
        ValueMap valueMap = null;
        if (tree.get("valueMap") instanceof String map) {
            valueMap = valueMaps.get(map);
            if (valueMap == null) {
                problems.add(new Problem(at + "/valueMap", CanonicalJson.write(map),
                        "one of " + String.join(", ", valueMaps.keySet())));
            }
        }
        Pattern pattern = tree.get("pattern") instanceof String regex
                ? checked(at + "/pattern", regex, "a regular expression", value -> Pattern.compile(text(value)))
                : null;
        return new Field(name, pointers(texts(tree.get("pointers"), List.of()), at + "/pointers"), type,
                constant(tree.get("const")), constant(tree.get("default")), valueMap, pattern);
    }

    private Rule rule(Map<String, @Nullable Object> tree, Map<String, Field> fields, ConditionBuilder conditions,
            String at) {
        boolean note = tree.get("fact") == null;
        List<String> occurredAt = texts(tree.get("occurredAt"), List.of());
        List<String> attributes = texts(tree.get("attributes"), List.of());
        attributes.forEach(field -> conditions.requireField(field, at + "/attributes"));
        for (String field : occurredAt) {
            conditions.requireField(field, at + "/occurredAt");
            Field known = fields.get(field);
            if (known != null && !known.type().isTime()) {
                problems.add(new Problem(at + "/occurredAt", CanonicalJson.write(field), "a field that reads a time"));
            }
        }
        return new Rule(text(note ? tree.get("note") : tree.get("fact")), note,
                conditions.optional(tree.get("when"), at + "/when"), occurredAt, attributes,
                tree.get("set") == null ? Map.of() : object(tree.get("set")));
    }

    private List<Pointer> pointers(List<String> texts, String at) {
        var pointers = new ArrayList<Pointer>();
        for (String text : texts) {
            addIfPresent(pointers, checked(at, text, "a JSON pointer such as /account/name",
                    value -> Pointer.parse(text(value))));
        }
        return List.copyOf(pointers);
    }

    private <T> @Nullable T checked(String at, @Nullable Object value, String accepted, Function<Object, T> read) {
        try {
            return read.apply(Objects.requireNonNull(value));
        } catch (RuntimeException e) { // java.time and java.nio have no common one
            problems.add(new Problem(at, CanonicalJson.write(value), accepted));
            return null;
        }
    }

    private static <T> void addIfPresent(List<T> all, @Nullable T one) {
        if (one != null) {
            all.add(one);
        }
    }

    /** A constant as the values of fields stand: a text or a boolean. */
    static @Nullable Object constant(@Nullable Object json) {
        return json instanceof BigDecimal number ? number.toPlainString() : json;
    }

    @SuppressWarnings("unchecked") // the schema has seen to it
    static Map<String, @Nullable Object> object(@Nullable Object tree) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree);
    }

    static List<?> list(@Nullable Object tree) {
        return (List<?>) Objects.requireNonNull(tree);
    }

    private static List<String> texts(@Nullable Object tree, List<String> otherwise) {
        return tree == null ? otherwise : list(tree).stream().map(MappingBuilder::text).toList();
    }

    private static String text(@Nullable Object tree) {
        return (String) Objects.requireNonNull(tree);
    }
}
