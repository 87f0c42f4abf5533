package io.dealledger.api.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in binary mode: the attributes in headers, the data in the body. {@link #raw} is how it is kept: one
 * header per line as in HTTP, sorted so that equal messages have equal bytes, an empty line, the body.
 *
 * @param contentType of the body; null where the message names none
 */
record BinaryMessage(List<Attribute> attributes, @Nullable String contentType, byte[] body) {
    /** Of {@link #raw}. */
    static final String CONTENT_TYPE = "application/vnd.dealledger.cloudevent-binary";
    private static final String PREFIX = "ce-";
    private static final String END_OF_LINE = "\r\n";

    /**
     * @param name  without its prefix
     * @param value spelt as in an HTTP header, see {@link HeaderText}
     */
    record Attribute(String name, String value) {}

    /** Whether an HTTP header carries an attribute. */
    static boolean isAttribute(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /** The attribute that an HTTP header carries. */
    static Attribute attribute(String header, String value) {
        return new Attribute(header.substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
    }

    byte[] raw() {
        var head = new StringBuilder();
        if (contentType != null) {
            head.append("content-type: ").append(contentType).append(END_OF_LINE);
        }
        attributes.stream().sorted(Comparator.comparing(Attribute::name).thenComparing(Attribute::value))
                .forEach(attribute -> head.append(PREFIX)
                        .append(HeaderText.encode(attribute.name().getBytes(StandardCharsets.UTF_8))).append(": ")
                        .append(attribute.value()).append(END_OF_LINE));
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(head.append(END_OF_LINE).toString().getBytes(StandardCharsets.ISO_8859_1));
        raw.writeBytes(body);
        return raw.toByteArray();
    }

    /** The inverse of {@link #raw}. */
    static BinaryMessage parse(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        var attributes = new ArrayList<Attribute>();
        String contentType = null;
        int at = 0;
        int end;
        while ((end = text.indexOf(END_OF_LINE, at)) > at) {
            String line = text.substring(at, end);
            int colon = line.indexOf(": ");
            String value = line.substring(colon + 2);
            if (line.startsWith(PREFIX)) {
                String name = HeaderText.decode(line.substring(PREFIX.length(), colon));
                attributes.add(new Attribute(String.valueOf(name), value));
            } else {
                contentType = value;
            }
            at = end + END_OF_LINE.length();
        }
        byte[] body = text.substring(end + END_OF_LINE.length()).getBytes(StandardCharsets.ISO_8859_1);
        return new BinaryMessage(attributes, contentType, body);
    }
}
