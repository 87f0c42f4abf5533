package io.dealledger.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Splits an amount by weights so that the parts add up to it exactly: the largest-remainder method. */
public final class Allocation {
    private Allocation() {}

    /**
     * Each part is its exact share rounded down to the minor unit; the units left over go one each to the largest
     * remainders, ties to the id that sorts first, so that the answer does not depend on the order of the input. A
     * negative amount is split as its opposite is.
     *
     * @param amount  with at most {@code scale} decimals
     * @param scale   decimals of the minor unit, e.g. 2 for USD
     * @param weights by id; none negative, together exactly 1
     * @return a part for every id, sorted by id, each with {@code scale} decimals; together {@code amount}
     * @throws IllegalArgumentException if amount or weights are not as said
     */
    public static SortedMap<String, BigDecimal> split(BigDecimal amount, int scale, Map<String, Fraction> weights) {
        check(amount, scale, weights);
        BigInteger units = amount.abs().movePointRight(scale).toBigIntegerExact();
        var parts = new TreeMap<String, BigInteger>();
        var remainders = new TreeMap<String, Fraction>();
        weights.forEach((id, weight) -> {
            Fraction exact = weight.times(new Fraction(units, BigInteger.ONE));
            parts.put(id, exact.floor());
            remainders.put(id, exact.minus(new Fraction(exact.floor(), BigInteger.ONE)));
        });
        BigInteger left = units.subtract(parts.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        largest(remainders).subList(0, left.intValueExact())
                .forEach(id -> parts.merge(id, BigInteger.ONE, BigInteger::add));
        var split = new TreeMap<String, BigDecimal>();
        parts.forEach((id, part) -> split.put(id,
                new BigDecimal(amount.signum() < 0 ? part.negate() : part, scale)));
        return Collections.unmodifiableSortedMap(split);
    }

    private static void check(BigDecimal amount, int scale, Map<String, Fraction> weights) {
        if (amount.stripTrailingZeros().scale() > scale) {
            throw new IllegalArgumentException(
                    "amount " + amount.toPlainString() + " has more than " + scale + " decimals");
        }
        if (weights.values().stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights " + new TreeMap<>(weights) + " have a negative one");
        }
        Fraction sum = weights.values().stream().reduce(Fraction.ZERO, Fraction::plus);
        if (!sum.equals(Fraction.ONE)) {
            throw new IllegalArgumentException(
                    "weights " + new TreeMap<>(weights) + " add up to " + sum + " instead of 1");
        }
    }

    private static List<String> largest(SortedMap<String, Fraction> remainders) {
        return remainders.entrySet().stream()
                .sorted(Map.Entry.<String, Fraction>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).toList();
    }
}
