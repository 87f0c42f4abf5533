package io.dealledger.share;

import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a week, or any set of weeks, adds up to. Each amount has the decimals of the reporting currency, so equal totals
 * are equal values.
 *
 * @param missing the rates that were missing; while there are any, the amounts are not the whole and there is no share
 */
public record Totals(BigDecimal sourced, BigDecimal influenced, BigDecimal direct, SortedSet<MissingRate> missing) {
    public Totals {
        missing = missing.isEmpty()
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    public static Totals zero(Currency currency) {
        BigDecimal zero = MinorUnits.round(BigDecimal.ZERO, currency);
        return new Totals(zero, zero, zero, Collections.emptySortedSet());
    }

    /** @throws IllegalArgumentException if the tag is out of scope: it has no bucket */
    public Totals plus(Tag tag, BigDecimal amount) {
        return switch (tag) {
            case SOURCED -> new Totals(sourced.add(amount), influenced, direct, missing);
            case INFLUENCED -> new Totals(sourced, influenced.add(amount), direct, missing);
            case DIRECT -> new Totals(sourced, influenced, direct.add(amount), missing);
            case OUT_OF_SCOPE -> throw new IllegalArgumentException("an out-of-scope deal posts nothing");
        };
    }

    public Totals plus(Totals other) {
        SortedSet<MissingRate> union = missing;
        if (!other.missing.isEmpty()) {
            union = new TreeSet<>(missing);
            union.addAll(other.missing);
        }
        return new Totals(sourced.add(other.sourced), influenced.add(other.influenced), direct.add(other.direct),
                union);
    }

    public Totals missing(MissingRate rate) {
        return plus(new Totals(sourced.subtract(sourced), influenced.subtract(influenced), direct.subtract(direct),
                new TreeSet<>(List.of(rate))));
    }

    /** The same money, one deal's amount moved to another bucket. */
    public Totals moved(Tag from, Tag to, BigDecimal amount) {
        return plus(from, amount.negate()).plus(to, amount);
    }

    public BigDecimal total() {
        return sourced.add(influenced).add(direct);
    }

    /**
     * The partner-sourced part, exact. Null without a denominator, with a bucket that refunds drove below zero, or with
     * an amount that could not be converted: then it is not known, and neither 0 nor 100%.
     */
    public @Nullable Fraction share() {
        boolean belowZero = sourced.signum() < 0 || influenced.signum() < 0 || direct.signum() < 0;
        return belowZero || !missing.isEmpty() ? null : Fraction.ratio(sourced, total());
    }
}
