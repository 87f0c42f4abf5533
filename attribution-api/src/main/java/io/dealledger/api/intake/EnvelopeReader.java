package io.dealledger.api.intake;

import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Identifier;
import io.dealledger.json.Problem;
import io.dealledger.json.Rfc3339;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Reads the attributes and the data of one CloudEvent (CloudEvents 1.0.2, 3) into a statement, or into every reason why
 * it is none. One reader reads one event.
 */
final class EnvelopeReader {
    /** Knowledge time is the ledger's own; {@code recordedat} is what that name becomes as a legal attribute. */
    static final Set<String> NEVER_READ = Set.of("recorded_at", "recordedat");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal MIN_INTEGER = BigDecimal.valueOf(Integer.MIN_VALUE);

    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final List<Problem> problems;
    private final Runnable recordedAtIgnored;

    /**
     * @param problems          found before, while the attributes were decoded
     * @param recordedAtIgnored told of each {@code recorded_at} that a client sent
     */
    EnvelopeReader(Map<String, ? extends @Nullable Object> attributes, List<Problem> problems,
            Runnable recordedAtIgnored) {
        this.problems = new ArrayList<>(problems);
        this.recordedAtIgnored = recordedAtIgnored;
        attributes.forEach(this::take);
    }

    /** @param data the tree of the event's data; null where it has none */
    Delivery.Reading read(@Nullable Object data) {
        required("specversion", "\"1.0\"", "1.0"::equals);
        String id = identifier("id");
        String source = identifier("source");
        String type = required("type", "attribution.<kind>.v1", _ -> true);
        Instant time = time();
        String subject = text("subject", "a text that is not empty", value -> !value.isBlank());
        text("dataschema", "a URI", value -> !value.isBlank());
        text("datacontenttype", "application/json", EnvelopeReader::isJson);

        String kind = type == null ? null : FactTypes.kind(type);
        if (type != null && kind == null) {
            problems.addFirst(FactTypes.unknown(type));
        }
        Statement statement = kind == null ? null : statement(kind, data, source, id, time, subject);
        if (statement != null && problems.isEmpty()) {
            return new Delivery.Read(statement);
        }
        boolean unknownType = type != null && kind == null;
        return new Delivery.Unread(unknownType ? "unknown_type" : "unreadable", source, id, type,
                List.copyOf(problems));
    }

    private @Nullable Statement statement(String kind, @Nullable Object data, @Nullable String source,
            @Nullable String id, @Nullable Instant time, @Nullable String subject) {
        if (refusedBefore("data") || refusedBefore("data_base64")) {
            return null;
        }
        if (!(data instanceof Map<?, ?> members)) {
            problems.add(new Problem("data", data == null ? "absent" : CanonicalJson.write(data),
                    "an object with the members of " + kind));
            return null;
        }
        Map<String, @Nullable Object> stated = withoutRecordedAt(members);
        switch (FactReader.read(kind, stated)) {
            case FactReader.Unreadable(var found) -> problems.addAll(found);
            case FactReader.Readable(var fact) -> {
                if (source != null && id != null && time != null) {
                    return new Statement(source, id, time, subject, fact, stated);
                }
            }
        }
        return null;
    }

    private Map<String, @Nullable Object> withoutRecordedAt(Map<?, ?> members) {
        var stated = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> {
            if (NEVER_READ.contains(name)) {
                recordedAtIgnored.run();
            } else {
                stated.put((String) name, value);
            }
        });
        return stated;
    }

    private void take(String name, @Nullable Object value) {
        if (NEVER_READ.contains(name)) {
            recordedAtIgnored.run();
        } else if (!NAME.matcher(name).matches()) {
            problems.add(new Problem(name, value == null ? "null" : CanonicalJson.write(value),
                    "attribute names of lower-case letters and digits; the members of a fact stand in data"));
        } else if (value != null && !isAttributeValue(value)) { // null is the same as absent (JSON format, 2.2)
            problems.add(new Problem(name, CanonicalJson.write(value),
                    "a text without control characters, a whole number of 32 bits, true or false"));
        } else {
            attributes.put(name, value);
        }
    }

    private static boolean isAttributeValue(Object value) {
        return switch (value) {
            case String text -> text.codePoints().noneMatch(EnvelopeReader::isForbidden);
            case Boolean _ -> true;
            case BigDecimal number -> number.scale() <= 0 && number.compareTo(MIN_INTEGER) >= 0
                    && number.compareTo(MAX_INTEGER) <= 0;
            default -> false;
        };
    }

    /** Control characters and code points that are no characters (CloudEvents 1.0.2, type system). */
    private static boolean isForbidden(int codePoint) {
        return codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f)
                || (codePoint >= 0xfdd0 && codePoint <= 0xfdef) || (codePoint & 0xfffe) == 0xfffe;
    }

    private @Nullable String identifier(String name) {
        return required(name, "a text of 1 to " + Identifier.MAX_LENGTH + " characters",
                value -> !value.isBlank() && value.length() <= Identifier.MAX_LENGTH);
    }

    private @Nullable Instant time() {
        String value = required("time", Rfc3339.ACCEPTED, text -> Rfc3339.parse(text) != null);
        return value == null ? null : Rfc3339.parse(value);
    }

    private @Nullable String required(String name, String accepted, Predicate<String> isAccepted) {
        if (attributes.get(name) == null && !refusedBefore(name)) {
            problems.add(new Problem(name, "absent", accepted));
        }
        return text(name, accepted, isAccepted);
    }

    private @Nullable String text(String name, String accepted, Predicate<String> isAccepted) {
        Object value = attributes.get(name);
        if (value == null || value instanceof String text && isAccepted.test(text)) {
            return (String) value;
        }
        problems.add(new Problem(name, CanonicalJson.write(value), accepted));
        return null;
    }

    private boolean refusedBefore(String member) {
        return problems.stream().anyMatch(problem -> problem.member().equals(member));
    }

    /** Whether a media type is JSON in UTF-8, which is what JSON is in. */
    static boolean isJson(String contentType) {
        try {
            MimeType type = MimeType.valueOf(contentType);
            return type.equalsTypeAndSubtype(MimeTypeUtils.APPLICATION_JSON)
                    && (type.getCharset() == null || Objects.equals(type.getCharset(), StandardCharsets.UTF_8));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }
}
