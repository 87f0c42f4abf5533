package io.dealledger.share;

import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What open pipeline may become, by tag (metric M27): its amount times how often deals of the tag were won.
 *
 * @param pipeline the open deals at their first qualified amount, in the reporting currency
 * @param missing  the rates that were missing; their amounts are not in the pipeline
 * @param closed   how many deals of the tag were won or lost
 * @param won      how many of them were won
 */
public record Forecast(Tag tag, int openDeals, BigDecimal pipeline, List<MissingRate> missing, int closed, int won) {
    /** Fewer closed deals than this say nothing by their rate: the interval alone is shown. */
    public static final int SMALL = 5;

    /** 97.5% quantile of the normal distribution. */
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");
    private static final MathContext PRECISION = MathContext.DECIMAL64;

    /** Part of all, 0 to 1, at 6 decimals. */
    public record Interval(BigDecimal low, BigDecimal high) {}

    /** One forecast for each tag in scope. */
    public static List<Forecast> of(Collection<Decision> decisions, Definition definition, FxRates rates) {
        Map<Tag, Forecast> byTag = new EnumMap<>(Tag.class);
        for (Tag tag : List.of(Tag.SOURCED, Tag.INFLUENCED, Tag.DIRECT)) {
            List<Decision> tagged = decisions.stream().filter(decision -> decision.tag() == tag).toList();
            List<Posting> open = tagged.stream().filter(decision -> decision.deal().status() == DealStatus.OPEN)
                    .flatMap(decision -> Postings.pipeline(decision, definition.currency()).stream()).toList();
            Totals totals = open.stream().map(posting -> definition.totalsOf(posting, rates))
                    .reduce(Totals.zero(definition.currency()), Totals::plus);
            int won = count(tagged, DealStatus.WON);
            byTag.put(tag, new Forecast(tag, open.size(), totals.total(), List.copyOf(totals.missing()),
                    won + count(tagged, DealStatus.LOST), won));
        }
        return List.copyOf(byTag.values());
    }

    /** Null where too few deals closed to say. */
    public @Nullable Fraction winRate() {
        return closed < SMALL ? null : Fraction.of(won, closed);
    }

    /** Wilson's 95% interval of the win rate; from 0 to 1 while nothing closed. */
    public Interval winRateInterval() {
        if (closed == 0) {
            return new Interval(BigDecimal.ZERO.setScale(6), BigDecimal.ONE.setScale(6));
        }
        // (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), multiplied out by n
        BigDecimal n = BigDecimal.valueOf(closed);
        BigDecimal z2 = Z.multiply(Z);
        BigDecimal centre = BigDecimal.valueOf(won).add(z2.divide(BigDecimal.TWO, PRECISION));
        BigDecimal variance = BigDecimal.valueOf((long) won * (closed - won)).divide(n, PRECISION)
                .add(z2.divide(BigDecimal.valueOf(4), PRECISION));
        BigDecimal half = Z.multiply(variance.sqrt(PRECISION));
        BigDecimal whole = n.add(z2);
        return new Interval(part(centre.subtract(half), whole), part(centre.add(half), whole));
    }

    /** Pipeline times win rate, half-even; null where there is no rate. */
    public @Nullable BigDecimal expected() {
        Fraction rate = winRate();
        return rate == null ? null : Fraction.of(pipeline).times(rate).toDecimal(pipeline.scale());
    }

    public BigDecimal expectedLow() {
        return Fraction.of(pipeline).times(Fraction.of(winRateInterval().low())).toDecimal(pipeline.scale());
    }

    public BigDecimal expectedHigh() {
        return Fraction.of(pipeline).times(Fraction.of(winRateInterval().high())).toDecimal(pipeline.scale());
    }

    private static BigDecimal part(BigDecimal part, BigDecimal whole) {
        return Fraction.of(part).dividedBy(Fraction.of(whole)).toDecimal(6);
    }

    private static int count(List<Decision> decisions, DealStatus status) {
        return (int) decisions.stream().filter(decision -> decision.deal().status() == status).count();
    }
}
