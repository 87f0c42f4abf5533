package io.dealledger.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** How many decimals an amount of a currency has, and how it gets there. */
public final class MinorUnits {
    private MinorUnits() {}

    /** 2 for USD, 0 for JPY, 3 for KWD; 0 for what has no minor unit, e.g. gold. */
    public static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** Half-even to the currency's minor unit, at exactly that many decimals. */
    public static BigDecimal round(BigDecimal amount, Currency currency) {
        return amount.setScale(digits(currency), RoundingMode.HALF_EVEN);
    }

    /** Half-even to the currency's minor unit, at exactly that many decimals. */
    public static BigDecimal round(Fraction amount, Currency currency) {
        return amount.toDecimal(digits(currency));
    }
}
