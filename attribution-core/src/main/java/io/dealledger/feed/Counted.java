package io.dealledger.feed;

import java.math.BigDecimal;
import java.util.List;

/**
 * What was taken in of a feed and happened in some stretch of time.
 *
 * @param records    about which something was said
 * @param amount     the last of each of them, summed; only comparable where there is at most one currency
 * @param currencies of these amounts, sorted
 */
public record Counted(long records, BigDecimal amount, List<String> currencies) {
    public static final Counted NOTHING = new Counted(0, BigDecimal.ZERO, List.of());

    public Counted {
        currencies = List.copyOf(currencies);
    }
}
