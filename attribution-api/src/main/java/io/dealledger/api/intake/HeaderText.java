package io.dealledger.api.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How an attribute's value travels in an HTTP header (CloudEvents HTTP protocol binding 1.0.2, 3.1.3.2). */
final class HeaderText {
    private HeaderText() {}

    /**
     * Unescapes double-quoted parts, then percent-decodes once, in the order of the binding.
     *
     * @param header as HTTP servers hand it over: one character per byte
     * @return null if a quotation or an escape is broken or the bytes are not UTF-8
     */
    static @Nullable String decode(String header) {
        String unquoted = unquote(header.strip());
        return unquoted == null ? null : percentDecode(unquoted);
    }

    /** What {@link #decode} reads as the UTF-8 text that these bytes are, or refuses as the bytes that they are. */
    static String encode(byte[] utf8) {
        var out = new StringBuilder();
        for (byte b : utf8) {
            if (b > 0x20 && b < 0x7f && b != '"' && b != '%') {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static @Nullable String unquote(String header) {
        var out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
                if (i == header.length()) {
                    return null;
                }
                out.append(header.charAt(i));
            } else {
                out.append(c);
            }
        }
        return quoted ? null : out.toString();
    }

    private static @Nullable String percentDecode(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return null;
                }
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c > 0xff) {
                return null;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            return null; // the binding wants it refused, not patched with replacement characters
        }
    }
}
