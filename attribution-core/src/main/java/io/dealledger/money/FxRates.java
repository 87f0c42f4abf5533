package io.dealledger.money;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Dated exchange rates. A rate holds from its effective date until the next one of its pair. Only published pairs are
 * used: an inverse or a cross rate is a number nobody published, so the answer without a published pair is null.
 */
public final class FxRates {
    public static final FxRates NONE = new FxRates(Map.of());

    private static final Comparator<Rate> BY_KNOWLEDGE = Comparator.comparing(Rate::recordedAt)
            .thenComparingLong(Rate::sequence);

    private final Map<Pair, NavigableMap<LocalDate, Rate>> byPair;

    private FxRates(Map<Pair, NavigableMap<LocalDate, Rate>> byPair) {
        this.byPair = byPair;
    }

    /**
     * One unit of {@code base} is worth {@code rate} units of {@code quote} from {@code effectiveDate} on.
     *
     * @param recordedAt when the ledger learned of it
     * @param sequence   place in the ledger's order; breaks ties inside one instant
     */
    public record Rate(Currency base, Currency quote, Fraction rate, LocalDate effectiveDate, Instant recordedAt,
            long sequence) {}

    private record Pair(Currency base, Currency quote) {}

    /**
     * In any order. Of several for one pair and date the one recorded last stands: it corrects the others.
     */
    public static FxRates of(Collection<Rate> rates) {
        var byPair = new HashMap<Pair, NavigableMap<LocalDate, Rate>>();
        for (Rate rate : rates) {
            byPair.computeIfAbsent(new Pair(rate.base(), rate.quote()), _ -> new TreeMap<>()).merge(
                    rate.effectiveDate(), rate,
                    (one, other) -> BY_KNOWLEDGE.compare(one, other) >= 0 ? one : other);
        }
        return new FxRates(byPair);
    }

    /** The rate in force on {@code date}; 1 between a currency and itself; null where none was published. */
    public @Nullable Fraction rate(Currency base, Currency quote, LocalDate date) {
        if (base.equals(quote)) {
            return Fraction.ONE;
        }
        var dated = byPair.get(new Pair(base, quote));
        var inForce = dated == null ? null : dated.floorEntry(date);
        return inForce == null ? null : inForce.getValue().rate();
    }

    /** Converted at the rate in force on {@code date}, half-even to the minor unit; null where there is no rate. */
    public @Nullable BigDecimal convert(BigDecimal amount, Currency from, Currency to, LocalDate date) {
        Fraction rate = rate(from, to, date);
        return rate == null ? null : MinorUnits.round(Fraction.of(amount).times(rate), to);
    }
}
