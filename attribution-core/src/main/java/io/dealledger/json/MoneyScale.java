package io.dealledger.json;

import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Money beside its currency may not have more decimals than the currency has minor units. */
final class MoneyScale {
    private MoneyScale() {}

    static void check(List<Component> components, @Nullable Object[] values, Path path, List<Problem> problems) {
        Currency currency = null;
        for (Object value : values) {
            if (value instanceof Currency found) {
                currency = found;
            }
        }
        if (currency == null) {
            return;
        }
        int digits = MinorUnits.digits(currency);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof BigDecimal amount && !components.get(i).measure()
                    && amount.stripTrailingZeros().scale() > digits) {
                problems.add(new Problem(path.member(components.get(i).name()).toString(),
                        CanonicalJson.write(amount.toPlainString()), "an amount of "
                                + Objects.requireNonNull(currency).getCurrencyCode() + " with at most " + digits
                                + " decimals"));
            }
        }
    }
}
