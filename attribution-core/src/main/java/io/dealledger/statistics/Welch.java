package io.dealledger.statistics;

import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Welch's interval for the difference of two means with unequal variances (B. L. Welch, Biometrika 34, 1947; degrees of
 * freedom after Satterthwaite). Means, variances and degrees of freedom are exact; the square root carries 34 digits,
 * the quantile those of a double.
 *
 * @param meanA         null for an empty sample
 * @param difference    mean of A - mean of B; null where either is empty
 * @param standardError of the difference; null where a sample has fewer than two values
 * @param df            null likewise, and where neither sample varies
 * @param t975          null likewise
 * @param low           of the 95% interval; without variance low, difference and high are one
 */
public record Welch(int countA, int countB, @Nullable Fraction meanA, @Nullable Fraction meanB,
        @Nullable Fraction difference, @Nullable BigDecimal standardError, @Nullable Fraction df,
        @Nullable BigDecimal t975, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    /** Fewer values than this in either sample are no verdict, unless the question says otherwise. */
    public static final int MINIMUM = 5;

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /** What an interval for A - B says about A being disadvantaged. */
    public enum Verdict {
        INCONCLUSIVE_SMALL_SAMPLE, BELOW_PARITY, PARITY_SUPPORTED, INCONCLUSIVE;

        public String word() {
            return RecordJson.word(this);
        }
    }

    public static Welch of(List<Fraction> a, List<Fraction> b, StudentT distribution) {
        Fraction meanA = mean(a);
        Fraction meanB = mean(b);
        Fraction difference = meanA == null || meanB == null ? null : meanA.minus(meanB);
        if (meanA == null || meanB == null || difference == null || a.size() < 2 || b.size() < 2) {
            return new Welch(a.size(), b.size(), meanA, meanB, difference, null, null, null, null, null);
        }
        Fraction errorA = squaredErrorOfMean(a, meanA);
        Fraction errorB = squaredErrorOfMean(b, meanB);
        Fraction error = errorA.plus(errorB);
        BigDecimal centre = difference.toDecimal(DIGITS);
        if (error.signum() == 0) {
            return new Welch(a.size(), b.size(), meanA, meanB, difference, BigDecimal.ZERO, null, null, centre,
                    centre);
        }
        Fraction df = error.times(error).dividedBy(errorA.times(errorA).dividedBy(Fraction.of(a.size() - 1L, 1))
                .plus(errorB.times(errorB).dividedBy(Fraction.of(b.size() - 1L, 1))));
        BigDecimal standardError = error.toDecimal(DIGITS).sqrt(DIGITS);
        BigDecimal t = BigDecimal.valueOf(distribution.quantile(0.975, df.toDecimal(DIGITS).doubleValue()));
        BigDecimal reach = standardError.multiply(t, DIGITS);
        return new Welch(a.size(), b.size(), meanA, meanB, difference, standardError, df, t, centre.subtract(reach),
                centre.add(reach));
    }

    /**
     * Inconclusive is not a pass.
     *
     * @param tolerance how far below parity the whole interval may still reach and count as parity
     * @param minimum   fewer values than this in either sample are never a verdict
     */
    public Verdict verdict(Fraction tolerance, int minimum) {
        if (countA < minimum || countB < minimum || low == null || high == null) {
            return Verdict.INCONCLUSIVE_SMALL_SAMPLE;
        }
        if (high.signum() < 0) {
            return Verdict.BELOW_PARITY;
        }
        return Fraction.of(low).plus(tolerance).signum() > 0 ? Verdict.PARITY_SUPPORTED : Verdict.INCONCLUSIVE;
    }

    private static @Nullable Fraction mean(List<Fraction> values) {
        return values.isEmpty()
                ? null
                : values.stream().reduce(Fraction.ZERO, Fraction::plus).dividedBy(Fraction.of(values.size(), 1));
    }

    private static Fraction squaredErrorOfMean(List<Fraction> values, Fraction mean) {
        Fraction squares = values.stream().map(value -> value.minus(mean)).map(off -> off.times(off))
                .reduce(Fraction.ZERO, Fraction::plus);
        return squares.dividedBy(Fraction.of((values.size() - 1L) * values.size(), 1));
    }
}
