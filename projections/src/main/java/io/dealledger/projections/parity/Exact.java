package io.dealledger.projections.parity;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values whose last digit matters are kept in columns. */
final class Exact {
    private static final int NANO_DIGITS = 9;

    private Exact() {}

    /** Since 1970: a timestamptz would cut it to microseconds. */
    static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano(), NANO_DIGITS));
    }

    static Instant instant(BigDecimal seconds) {
        BigDecimal[] parts = seconds.setScale(NANO_DIGITS).divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].unscaledValue().longValueExact());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row.getBigDecimal(column));
    }

    /** A list of pairs as one text; neither part has a space. */
    static <T> String pairs(List<T> values, Function<T, Object> first, Function<T, Object> second) {
        return values.stream().map(value -> first.apply(value) + " " + second.apply(value))
                .collect(Collectors.joining("\n"));
    }

    static <T> List<T> pairs(String text, BiFunction<String, String, T> made) {
        return Arrays.stream(text.split("\n", -1)).filter(line -> !line.isEmpty()).map(line -> {
            int space = line.indexOf(' ');
            return made.apply(line.substring(0, space), line.substring(space + 1));
        }).toList();
    }
}
