package io.dealledger.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number in lowest terms, denominator positive. Thresholds compare on it; decimals are made from it
 * only to be shown.
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);
    public static final Fraction HALF = of(1, 2);

    private static final Pattern QUOTIENT = Pattern.compile("(-?\\d{1,30})/(\\d{1,30})");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    public Fraction {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("fraction " + numerator + "/0 has no value");
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger divisor = denominator.signum() < 0 ? common.negate() : common;
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    public static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    public static Fraction of(BigDecimal value) {
        return value.scale() <= 0
                ? new Fraction(value.toBigIntegerExact(), BigInteger.ONE)
                : new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    /** {@code part / whole}, or null where the whole is zero: a ratio with no denominator is not a number. */
    public static @Nullable Fraction ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : of(part).dividedBy(of(whole));
    }

    /**
     * Reads {@code "n/d"} or a plain decimal such as {@code "0.70"}.
     *
     * @throws IllegalArgumentException if the text is neither, naming it
     */
    public static Fraction parse(String text) {
        Matcher quotient = QUOTIENT.matcher(text);
        if (quotient.matches()) {
            return new Fraction(new BigInteger(quotient.group(1)), new BigInteger(quotient.group(2)));
        }
        if (DECIMAL.matcher(text).matches()) {
            return of(new BigDecimal(text));
        }
        throw new IllegalArgumentException("'" + text + "' is neither a decimal such as \"0.70\" nor \"n/d\"");
    }

    public Fraction plus(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @throws IllegalArgumentException if {@code other} is zero */
    public Fraction dividedBy(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean isMoreThan(Fraction other) {
        return compareTo(other) > 0;
    }

    /** The largest whole number not above this. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Rounded half-even to {@code scale} decimals. */
    public BigDecimal toDecimal(int scale) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, RoundingMode.HALF_EVEN);
    }

    /** For sketches and statistics that are floating point by nature; never for money or thresholds. */
    public BigDecimal toDecimal(MathContext precision) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), precision);
    }

    /** How ratios are shown: 6 decimals, half-even, e.g. {@code "0.545455"}. */
    public String show() {
        return toDecimal(6).toPlainString();
    }

    /** {@link #show()} of a ratio that may have no value. */
    public static @Nullable String show(@Nullable Fraction ratio) {
        return ratio == null ? null : ratio.show();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** {@code "n/d"}, or {@code "n"} for a whole number. */
    @Override
    public String toString() {
        return Objects.equals(denominator, BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
