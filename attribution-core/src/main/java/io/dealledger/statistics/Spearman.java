package io.dealledger.statistics;

import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rank correlation in exact rank arithmetic; equal values share the mean of their ranks. */
public final class Spearman {
    /** Fewer pairs than this say nothing. */
    public static final int MINIMUM = 5;

    private Spearman() {}

    /**
     * @return rho at 6 decimals, half-even; null for fewer than {@link #MINIMUM} pairs or where a side does not vary
     * @throws IllegalArgumentException if the lists differ in length
     */
    public static <X extends Comparable<? super X>, Y extends Comparable<? super Y>> @Nullable BigDecimal rho(
            List<X> x, List<Y> y) {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(x.size() + " values cannot pair with " + y.size());
        }
        if (x.size() < MINIMUM) {
            return null;
        }
        List<Fraction> ranksX = centred(x);
        List<Fraction> ranksY = centred(y);
        Fraction squares = products(ranksX, ranksX).times(products(ranksY, ranksY));
        if (squares.signum() == 0) {
            return null;
        }
        return products(ranksX, ranksY).toDecimal(MathContext.DECIMAL128)
                .divide(squares.toDecimal(MathContext.DECIMAL128).sqrt(MathContext.DECIMAL128),
                        MathContext.DECIMAL128)
                .setScale(6, RoundingMode.HALF_EVEN);
    }

    /** Ranks less their mean. */
    private static <T extends Comparable<? super T>> List<Fraction> centred(List<T> values) {
        Fraction mean = Fraction.of(values.size() + 1L, 2);
        var ranks = new ArrayList<Fraction>();
        for (T value : values) {
            long below = values.stream().filter(other -> other.compareTo(value) < 0).count();
            long equal = values.stream().filter(other -> other.compareTo(value) == 0).count();
            ranks.add(Fraction.of(2 * below + equal + 1, 2).minus(mean));
        }
        return ranks;
    }

    private static Fraction products(List<Fraction> a, List<Fraction> b) {
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < a.size(); i++) {
            sum = sum.plus(a.get(i).times(b.get(i)));
        }
        return sum;
    }
}
