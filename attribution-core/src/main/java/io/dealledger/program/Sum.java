package io.dealledger.program;

import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Adds up amounts of several currencies in one; with one amount that has no rate the sum is not known. */
final class Sum {
    private final FxRates rates;
    private final Currency currency;
    private Fraction exact = Fraction.ZERO;
    private boolean known = true;

    Sum(FxRates rates, Currency currency) {
        this.rates = rates;
        this.currency = currency;
    }

    /** @param from null where the source named none: the reporting currency */
    Sum add(BigDecimal amount, @Nullable Currency from, Instant at) {
        return add(amount, Fraction.ONE, from, LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    /** Adds a part of an amount. */
    Sum add(BigDecimal amount, Fraction part, @Nullable Currency from, LocalDate fxDate) {
        BigDecimal converted = rates.convert(amount, from == null ? currency : from, currency, fxDate);
        if (converted == null) {
            known = false;
        } else {
            exact = exact.plus(Fraction.of(converted).times(part));
        }
        return this;
    }

    @Nullable
    Fraction exact() {
        return known ? exact : null;
    }

    /** Half-even to the minor unit. */
    @Nullable
    BigDecimal amount() {
        return known ? MinorUnits.round(exact, currency) : null;
    }
}
