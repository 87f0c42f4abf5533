package io.dealledger.api.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads UTF-8 JSON (RFC 8259) so that two readers can never understand it differently: no duplicate members, no lone
 * surrogates, no invalid UTF-8, nothing after the value. A number keeps the digits that it came with: {@code 1.10}
 * stays {@code 1.10}. Trees are as {@link io.dealledger.json.CanonicalJson} writes them; members keep their order.
 */
public final class JsonTree {
    public static final int MAX_DEPTH = 64;
    public static final int MAX_TEXT = 1_000_000;
    public static final int MAX_NAME = 1_000;
    public static final int MAX_DIGITS = 100;
    public static final int MAX_ELEMENTS = 100_000;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME).maxNumberLength(MAX_DIGITS).build())
            .build();
    /** Looks for the borders of elements only, so that one bad element does not spoil the others. */
    private static final JsonFactory BORDERS = JsonFactory.builder().streamReadConstraints(StreamReadConstraints
            .builder().maxNestingDepth(10_000).maxNameLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE)
            .build()).build();

    private final byte[] json;
    private final JsonParser parser;

    private JsonTree(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /** @throws UnreadableJsonException if the bytes are not exactly one JSON value within the limits */
    public static @Nullable Object parse(byte[] json) {
        requireUtf8(json);
        try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), json)) {
            var tree = new JsonTree(json, parser);
            Object value = tree.read(tree.next("a JSON value"));
            if (parser.nextToken() != null) {
                throw tree.refusal(parser.currentTokenLocation().getByteOffset(), "text after the end of the value");
            }
            return value;
        } catch (JacksonException e) {
            throw refusal(json, e);
        }
    }

    /** @throws UnreadableJsonException if the bytes are not exactly one JSON object within the limits */
    @SuppressWarnings("unchecked") // every object of a tree that we built is one
    public static Map<String, @Nullable Object> parseObject(byte[] json) {
        if (parse(json) instanceof Map<?, ?> members) {
            return (Map<String, @Nullable Object>) members;
        }
        throw refusal(json, 0, "found a JSON value that is not an object, where an object is needed");
    }

    /**
     * The bytes of each element of a JSON array, in order. Only the borders of the elements are looked for:
     * {@link #parse} each.
     *
     * @throws UnreadableJsonException if the bytes are not one JSON array, or one of more than {@link #MAX_ELEMENTS}
     */
    public static List<byte[]> elements(byte[] json) {
        requireUtf8(json);
        try (JsonParser parser = BORDERS.createParser(ObjectReadContext.empty(), json)) {
            var tree = new JsonTree(json, parser);
            if (tree.next("a JSON array") != JsonToken.START_ARRAY) {
                throw refusal(json, 0, "found a JSON value that is not an array, where an array is needed");
            }
            var slices = new ArrayList<byte[]>();
            while (tree.next("an element or the end of the array") != JsonToken.END_ARRAY) {
                long from = parser.currentTokenLocation().getByteOffset();
                if (slices.size() == MAX_ELEMENTS) {
                    throw tree.refusal(from, "more than " + MAX_ELEMENTS + " elements in one array");
                }
                parser.skipChildren();
                parser.finishToken(); // strings are read lazily, and their end is not known before
                slices.add(Arrays.copyOfRange(json, (int) from, (int) parser.currentLocation().getByteOffset()));
            }
            if (parser.nextToken() != null) {
                throw tree.refusal(parser.currentTokenLocation().getByteOffset(), "text after the end of the array");
            }
            return slices;
        } catch (JacksonException e) {
            throw refusal(json, e);
        }
    }

    private @Nullable Object read(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> readText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("the parser gave " + token + " where a value starts");
        };
    }

    private Map<String, @Nullable Object> readObject() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (next("a member or the end of the object") != JsonToken.END_OBJECT) {
            long at = parser.currentTokenLocation().getByteOffset();
            String name = parser.getString(); // the parser refuses lone surrogates here by itself
            if (members.containsKey(name)) {
                throw refusal(at, "member \"" + name + "\" stands twice in one object");
            }
            members.put(name, read(next("a JSON value")));
        }
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> readArray() {
        var elements = new ArrayList<@Nullable Object>();
        JsonToken token;
        while ((token = next("an element or the end of the array")) != JsonToken.END_ARRAY) {
            elements.add(read(token));
        }
        return Collections.unmodifiableList(elements);
    }

    private String readText() {
        long at = parser.currentTokenLocation().getByteOffset();
        String text = parser.getString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw refusal(at, "a text has half of a surrogate pair, \\u" + Integer.toHexString(c)
                        + ", which is no character");
            }
        }
        return text;
    }

    private BigDecimal readNumber() {
        long at = parser.currentTokenLocation().getByteOffset();
        String digits = parser.getString();
        try {
            BigDecimal number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) <= MAX_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // an exponent beyond an int: as far outside as one can be
        }
        throw refusal(at, "the number " + digits + " has an exponent outside -" + MAX_DIGITS + " to " + MAX_DIGITS);
    }

    private JsonToken next(String wanted) {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refusal(json.length, "the text ends where " + wanted + " is needed");
        }
        return token;
    }

    private UnreadableJsonException refusal(long offset, String reason) {
        return refusal(json, offset, reason);
    }

    private static UnreadableJsonException refusal(byte[] json, JacksonException e) {
        long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
        return refusal(json, offset, String.valueOf(e.getOriginalMessage()));
    }

    private static UnreadableJsonException refusal(byte[] json, long offset, String reason) {
        int end = (int) Math.clamp(offset, 0, json.length);
        String before = new String(json, 0, end, StandardCharsets.UTF_8);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new UnreadableJsonException(line, before.length() - before.lastIndexOf('\n'), reason);
    }

    /** Jackson would guess UTF-16 and UTF-32 by their zero bytes; JSON between systems is UTF-8 (RFC 8259, 8.1). */
    private static void requireUtf8(byte[] json) {
        if (isPlain(json)) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(json);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(8_192);
        while (true) {
            CoderResult result = decoder.decode(in, out.clear(), true);
            if (result.isError()) {
                throw refusal(json, in.position(), "bytes that are not UTF-8");
            }
            if (out.flip().chars().anyMatch(c -> c == 0)) {
                throw refusal(json, 0, "a zero byte, which no UTF-8 JSON has");
            }
            if (result.isUnderflow()) {
                return;
            }
        }
    }

    /** Whether every byte is an ASCII character, as in most facts; nothing needs to be decoded to know that. */
    private static boolean isPlain(byte[] json) {
        for (byte each : json) {
            if (each <= 0) {
                return false;
            }
        }
        return true;
    }
}
