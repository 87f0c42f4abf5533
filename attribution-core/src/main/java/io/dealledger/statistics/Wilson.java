package io.dealledger.statistics;

import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Wilson's 95% score interval for a proportion (E. B. Wilson, JASA 22, 1927): honest also for few trials and for
 * proportions at 0 or 1, where the usual interval has no width.
 */
public record Wilson(int successes, int trials, Fraction proportion, BigDecimal low, BigDecimal high) {
    private static final MathContext DIGITS = MathContext.DECIMAL128;
    /** The 97.5% quantile of the normal distribution. */
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");

    /** Null without trials. */
    public static @Nullable Wilson of(int successes, int trials) {
        if (trials == 0) {
            return null;
        }
        Fraction proportion = Fraction.of(successes, trials);
        BigDecimal n = BigDecimal.valueOf(trials);
        BigDecimal p = proportion.toDecimal(DIGITS);
        BigDecimal zz = Z.multiply(Z);
        BigDecimal scale = BigDecimal.ONE.add(zz.divide(n, DIGITS));
        BigDecimal centre = p.add(zz.divide(n.multiply(BigDecimal.TWO), DIGITS)).divide(scale, DIGITS);
        BigDecimal variance = p.multiply(BigDecimal.ONE.subtract(p)).divide(n, DIGITS)
                .add(zz.divide(n.multiply(n).multiply(BigDecimal.valueOf(4)), DIGITS));
        BigDecimal reach = Z.multiply(variance.sqrt(DIGITS)).divide(scale, DIGITS);
        return new Wilson(successes, trials, proportion, centre.subtract(reach).max(BigDecimal.ZERO),
                centre.add(reach).min(BigDecimal.ONE));
    }
}
