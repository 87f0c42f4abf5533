package io.dealledger.api.connector.hubspot;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values of properties, which the vendor sends as the texts that people typed. */
final class Values {
    private static final int LONGEST = 1_000;

    private Values() {}

    /**
     * One spelling for each value, so that {@code 150000} and {@code 150000.00} are no change; null where it is cleared.
     *
     * @throws IllegalArgumentException if an amount is none
     */
    static @Nullable String of(Portal portal, String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return portal.isMoney(property) ? amount(value) : cut(value);
    }

    /** Who caused a change; null where nobody is named. */
    static @Nullable String who(@Nullable Object source) {
        return source instanceof String text && !text.isBlank() ? cut(text) : null;
    }

    /** The whole text stays in the message. */
    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST) - 1));
    }

    private static String amount(String text) {
        if (text.length() > 40 || !text.strip().matches("-?\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("'" + text + "' is no amount");
        }
        BigDecimal plain = new BigDecimal(text.strip()).stripTrailingZeros();
        return plain.setScale(Math.max(plain.scale(), 0)).toPlainString();
    }
}
