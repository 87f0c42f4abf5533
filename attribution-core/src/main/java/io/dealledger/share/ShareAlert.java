package io.dealledger.share;

import io.dealledger.attribution.Policy;
import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.share.ShareSeries.Reading;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share needs protecting (metric M25): the trailing quarter is near one half or below it, or falls week after week.
 *
 * @param readings the readings of R13 compared, oldest first
 * @param movers   the deals that pulled it down over those weeks, largest first
 */
public record ShareAlert(Week week, Cause cause, List<Reading> readings, List<Mover> movers) {
    public enum Cause {
        /** R13 is at most one half and the margin. */
        NEAR_HALF,
        /** R13 fell as many weeks running as the rule names. */
        FALLING
    }

    /**
     * @param margin       how far above one half is still near, e.g. 1/50 for two points
     * @param fallingWeeks how many falls in a row are too many, 1 or more
     */
    public record Rule(Fraction margin, int fallingWeeks) {
        /** Two points and three weeks: earlier than a quarter can turn, later than one large deal. */
        public static final Rule STANDARD = of(Policy.STANDARD.alert());

        /** As a policy says it. */
        public static Rule of(Policy.AlertTerms terms) {
            return new Rule(terms.margin(), terms.fallingWeeks());
        }

        public Rule {
            if (margin.signum() < 0 || fallingWeeks < 1) {
                throw new IllegalArgumentException("an alert within " + margin + " of one half or after "
                        + fallingWeeks + " falls is none; margin 0 or more and 1 week or more are");
            }
        }
    }

    /**
     * A deal that came into the trailing quarter, or went out of it.
     *
     * @param entered whether it came in, in {@code week}; else it went out, having been in since {@code week}
     * @param amount  what it added in that week, in the reporting currency
     */
    public record Mover(String opportunityId, Tag tag, Week week, boolean entered, BigDecimal amount) {}

    /**
     * The alert of a week, or null where there is none. Falling is said before near, as it says more.
     *
     * @param postings all that count in the readings' weeks, in any order
     */
    public static @Nullable ShareAlert of(Rule rule, Definition definition, Collection<Posting> postings,
            FxRates rates, Week week) {
        ShareSeries series = ShareSeries.of(definition, postings, rates);
        List<Reading> readings = definition.calendar().upTo(week, rule.fallingWeeks() + 1).stream()
                .map(to -> series.rolling(to, Verdict.QUARTER)).toList();
        if (isFalling(readings)) {
            return new ShareAlert(week, Cause.FALLING, readings, movers(readings, definition, postings, rates));
        }
        List<Reading> last = readings.subList(readings.size() - 2, readings.size());
        Fraction share = last.getLast().share();
        return share == null || share.isMoreThan(Fraction.HALF.plus(rule.margin()))
                ? null
                : new ShareAlert(week, Cause.NEAR_HALF, last, movers(last, definition, postings, rates));
    }

    private static boolean isFalling(List<Reading> readings) {
        for (int i = 1; i < readings.size(); i++) {
            Fraction before = readings.get(i - 1).share();
            Fraction after = readings.get(i).share();
            if (before == null || after == null || after.compareTo(before) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Mover> movers(List<Reading> readings, Definition definition, Collection<Posting> postings,
            FxRates rates) {
        Reading before = readings.getFirst();
        Reading after = readings.getLast();
        Map<Mover, BigDecimal> amounts = new HashMap<>();
        for (Posting posting : postings) {
            Week week = definition.weekOf(posting);
            if (week != null && before.covers(week) != after.covers(week)) {
                amounts.merge(new Mover(posting.opportunityId(), posting.tag(), week, after.covers(week),
                        BigDecimal.ZERO), definition.totalsOf(posting, rates).total(), BigDecimal::add);
            }
        }
        return amounts.entrySet().stream()
                .map(sum -> new Mover(sum.getKey().opportunityId(), sum.getKey().tag(), sum.getKey().week(),
                        sum.getKey().entered(), sum.getValue()))
                .filter(ShareAlert::pullsDown)
                .sorted(Comparator.comparing((Mover mover) -> mover.amount().abs()).reversed()
                        .thenComparing(Mover::opportunityId).thenComparing(Mover::week))
                .toList();
    }

    /** Sourced going out or refunded, the rest coming in. */
    private static boolean pullsDown(Mover mover) {
        boolean adds = mover.entered() == mover.amount().signum() > 0;
        return mover.amount().signum() != 0 && (mover.tag() == Tag.SOURCED) != adds;
    }
}
