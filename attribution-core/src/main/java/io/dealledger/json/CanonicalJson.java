package io.dealledger.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for a JSON value, so that equal content has equal bytes: members sorted by UTF-16 code unit, no white
 * space, strings escaped as RFC 8785 3.2.2.2 does. Numbers keep their digits ({@code 1.10} stays {@code 1.10}): RFC 8785
 * would pass them through a double and change the evidence.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * @param value a tree of Map with String keys, List, String, BigDecimal, Integer, Long, Boolean and null
     * @throws IllegalArgumentException if the tree holds anything else
     */
    public static String write(@Nullable Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    /** Lower-case hex SHA-256 of {@link #write}. */
    public static String sha256(@Nullable Object value) {
        return HexFormat.of().formatHex(digest(write(value).getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256, 32 bytes. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> appendString(out, text);
            case BigDecimal number -> out.append(number.toPlainString());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean bool -> out.append(bool.booleanValue());
            case List<?> list -> appendList(out, list);
            case Map<?, ?> map -> appendObject(out, map);
            default -> throw new IllegalArgumentException(
                    value.getClass().getName() + " is not a JSON value: " + value);
        }
    }

    private static void appendList(StringBuilder out, List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            append(out, element);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendObject(StringBuilder out, Map<?, ?> map) {
        String[] names = map.keySet().toArray(String[]::new);
        Arrays.sort(names);
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            appendString(out, name);
            out.append(':');
            append(out, map.get(name));
            separator = ",";
        }
        out.append('}');
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        out.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\';
    }
}
