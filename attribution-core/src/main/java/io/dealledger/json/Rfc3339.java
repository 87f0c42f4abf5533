package io.dealledger.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants as systems exchange them: date, time to the second or finer, and an offset (RFC 3339, 5.6). */
public final class Rfc3339 {
    public static final String ACCEPTED = "an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"";
    /** ISO 8601, as Java reads it, knows more: years of five digits, hours without minutes, no seconds. */
    private static final Pattern DATE_TIME = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
                    Pattern.CASE_INSENSITIVE);

    private Rfc3339() {}

    /** The instant, or null if the text is not one. */
    public static @Nullable Instant parse(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null; // a 30 February, a second 60
        }
    }
}
