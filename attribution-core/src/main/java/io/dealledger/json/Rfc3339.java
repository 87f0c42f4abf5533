package io.dealledger.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Instants as systems exchange them: date, time to the second or finer, and an offset (RFC 3339, 5.6). Read by hand: every
 * event that is read back has some, and Java's own formatter takes ten times as long.
 */
public final class Rfc3339 {
    public static final String ACCEPTED = "an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"";
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MAX_FRACTION = 9;

    private Rfc3339() {}

    /** The instant, or null if the text is not one. */
    public static @Nullable Instant parse(String text) {
        int fraction = SHAPE.length();
        if (!isOfShape(text)) {
            return null;
        }
        int offset = fraction;
        int nanos = 0;
        if (text.length() > fraction && text.charAt(fraction) == '.') {
            offset = endOfDigits(text, fraction + 1);
            int digits = offset - fraction - 1;
            if (digits < 1 || digits > MAX_FRACTION) {
                return null;
            }
            nanos = number(text, fraction + 1, offset);
            for (int i = digits; i < MAX_FRACTION; i++) {
                nanos *= 10;
            }
        }
        try {
            ZoneOffset zone = offset(text, offset);
            return zone == null
                    ? null
                    : LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10),
                            number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos).toInstant(zone);
        } catch (DateTimeException e) {
            return null; // a 30 February, a second 60
        }
    }

    private static boolean isOfShape(String text) {
        if (text.length() <= SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char found = text.charAt(i);
            boolean fits = switch (wanted) {
                case 'd' -> isDigit(found);
                case 'T' -> found == 'T' || found == 't';
                default -> found == wanted;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ZoneOffset offset(String text, int from) {
        int length = text.length() - from;
        char first = length > 0 ? text.charAt(from) : ' ';
        if (length == 1 && (first == 'Z' || first == 'z')) {
            return ZoneOffset.UTC;
        }
        if (length != 6 || first != '+' && first != '-' || text.charAt(from + 3) != ':'
                || endOfDigits(text, from + 1) != from + 3 || endOfDigits(text, from + 4) != from + 6) {
            return null;
        }
        int sign = first == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(text, from + 1, from + 3),
                sign * number(text, from + 4, from + 6));
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
