package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.json.RecordJson;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values of query parameters; what cannot be read is refused with what would be accepted. */
public final class Parameters {
    static final int MOST_ROWS = 1_000;
    static final int DEFAULT_ROWS = 100;

    private Parameters() {}

    public static int integer(String name, @Nullable String text, int standard, int least, int most) {
        if (text == null) {
            return standard;
        }
        String accepted = "a whole number from " + least + " to " + most;
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // refused below, like a number outside
        }
        throw ProblemException.badParameter(name, text, accepted);
    }

    public static int limit(@Nullable String text) {
        return integer("limit", text, DEFAULT_ROWS, 1, MOST_ROWS);
    }

    /** A word of an enum, e.g. {@code vendor_net}; null where the parameter is absent. */
    public static <E extends Enum<E>> @Nullable E word(String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (RecordJson.word(constant).equals(text)) {
                return constant;
            }
        }
        throw ProblemException.badParameter(name, text, Arrays.stream(type.getEnumConstants()).map(RecordJson::word)
                .collect(Collectors.joining(", ")));
    }

    /** Words between commas; none where the parameter is absent. */
    static List<String> words(String name, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> words = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (words.contains("")) {
            throw ProblemException.badParameter(name, text, "words between commas, e.g. one,two");
        }
        return words;
    }

    public static Week week(String name, String text, WeekCalendar calendar) {
        try {
            return calendar.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(name, text, String.valueOf(e.getMessage()));
        }
    }

    /** A ledger position such as {@code p123} or {@code 123}. */
    public static long position(String name, String text) {
        String digits = text.startsWith("p") ? text.substring(1) : text;
        if (!digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(digits);
        }
        throw ProblemException.badParameter(name, text, "a ledger position such as p123");
    }
}
