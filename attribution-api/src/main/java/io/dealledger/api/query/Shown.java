package io.dealledger.api.query;

import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Numbers that may have no value, as they are shown: no value is never shown as a number. */
final class Shown {
    private static final int DECIMALS = 6;

    private Shown() {}

    static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    /** Half-even to the minor unit. */
    static @Nullable String money(@Nullable Fraction amount, Currency currency) {
        return amount == null ? null : MinorUnits.round(amount, currency).toPlainString();
    }

    /** A number that is no exact ratio, e.g. a bound of an interval. */
    static @Nullable String decimal(@Nullable BigDecimal value) {
        return value == null ? null : value.setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
