package io.dealledger.program;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.statistics.Wilson;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Open pipeline by tag times the historical win rate of that tag (M27). */
public record TaggedForecast(Map<Tag, Line> lines, Currency currency) {
    /** Fewer closed deals than this give an interval and no number. */
    public static final int MINIMUM = 5;

    /**
     * @param open    qualified and not closed, at the amount stated at qualification; null where a rate is missing
     * @param winRate of the deals closed so far; null without any
     */
    public record Line(@Nullable BigDecimal open, int openDeals, @Nullable Wilson winRate) {
        /** Null where the amount is unknown or the history too short. */
        public @Nullable Fraction expected() {
            return open == null || winRate == null || winRate.trials() < MINIMUM
                    ? null
                    : Fraction.of(open).times(winRate.proportion());
        }
    }

    /** @param span of the closes that make the history */
    public static TaggedForecast of(Evidence evidence, TimeSpan span) {
        var lines = new EnumMap<Tag, Line>(Tag.class);
        for (Tag tag : Tag.values()) {
            if (tag != Tag.OUT_OF_SCOPE) {
                lines.put(tag, line(evidence, span, tag));
            }
        }
        return new TaggedForecast(lines, evidence.currency());
    }

    private static Line line(Evidence evidence, TimeSpan span, Tag tag) {
        Sum open = evidence.sum();
        int openDeals = 0;
        int won = 0;
        int lost = 0;
        for (Decision decision : evidence.decisions()) {
            Deal deal = decision.deal();
            if (decision.tag() != tag) {
                continue;
            }
            if (deal.status() == DealStatus.OPEN && deal.qualifiedAt() != null && deal.qualifiedAmount() != null) {
                open.add(deal.qualifiedAmount(), deal.qualifiedCurrency(), deal.qualifiedAt());
                openDeals++;
            } else if (deal.closedAt() != null && span.contains(deal.closedAt())) {
                won += deal.status() == DealStatus.WON ? 1 : 0;
                lost += deal.status() == DealStatus.LOST ? 1 : 0;
            }
        }
        return new Line(open.amount(), openDeals, Wilson.of(won, won + lost));
    }

    /** Money at a bound of the win rate, half-even. */
    public @Nullable BigDecimal at(Line line, @Nullable BigDecimal rate) {
        return line.open() == null || rate == null ? null : MinorUnits.round(line.open().multiply(rate), currency);
    }
}
