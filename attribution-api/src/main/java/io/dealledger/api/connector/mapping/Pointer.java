package io.dealledger.api.connector.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 6901 JSON Pointer with two additions: the prefix {@code envelope:} reads from the whole document instead of
 * the record, and a segment {@code [member=value]} selects the first array element whose {@code member} is
 * {@code value}.
 *
 * @param text as written in the mapping document
 */
public record Pointer(String text, boolean envelope, List<Segment> segments) {
    static final String ENVELOPE = "envelope:";

    sealed interface Segment {
    }

    /** A member's name, or an index into an array. */
    record Step(String name) implements Segment {}

    record Selection(String member, String value) implements Segment {}

    /** @throws IllegalArgumentException if the text is no pointer */
    public static Pointer parse(String text) {
        boolean envelope = text.startsWith(ENVELOPE);
        String path = envelope ? text.substring(ENVELOPE.length()) : text;
        if (path.isEmpty()) {
            return new Pointer(text, envelope, List.of());
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + text + "' does not start with '/'");
        }
        var segments = new ArrayList<Segment>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(segment(segment));
        }
        return new Pointer(text, envelope, List.copyOf(segments));
    }

    /** What stands there, or null where nothing does. */
    public @Nullable Object resolve(@Nullable Object record, @Nullable Object document) {
        Object at = envelope ? document : record;
        for (Segment segment : segments) {
            at = step(at, segment);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private static Segment segment(String raw) {
        int equals = raw.indexOf('=');
        if (raw.startsWith("[") && raw.endsWith("]") && equals > 1) {
            return new Selection(unescape(raw.substring(1, equals)),
                    unescape(raw.substring(equals + 1, raw.length() - 1)));
        }
        return new Step(unescape(raw));
    }

    private static String unescape(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    private static @Nullable Object step(@Nullable Object at, Segment segment) {
        return switch (segment) {
            case Step(String name) when at instanceof Map<?, ?> members -> members.get(name);
            case Step(String name) when at instanceof List<?> elements -> element(elements, name);
            case Selection(String member, String value) when at instanceof List<?> elements ->
                elements.stream().filter(each -> each instanceof Map<?, ?> members && value.equals(members.get(member)))
                        .findFirst().orElse(null);
            case Step _,Selection _ -> null;
        };
    }

    private static @Nullable Object element(List<?> elements, String index) {
        if (!index.matches("0|[1-9]\\d{0,8}")) {
            return null;
        }
        int i = Integer.parseInt(index);
        return i < elements.size() ? elements.get(i) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
