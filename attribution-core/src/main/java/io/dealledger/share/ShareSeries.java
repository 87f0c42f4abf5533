package io.dealledger.share;

import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weeks of one definition. Only sums are kept; every ratio is made of exact sums when it is asked for.
 *
 * @param byWeek the weeks in which anything was posted; every other week is zero
 */
public record ShareSeries(Definition definition, SortedMap<Week, Totals> byWeek) {
    public ShareSeries {
        byWeek = Collections.unmodifiableSortedMap(new TreeMap<>(byWeek));
    }

    /**
     * One week, or several taken together.
     *
     * @param first the oldest week
     * @param to    the newest week
     * @param weeks how many
     */
    public record Reading(Week first, Week to, int weeks, Totals totals) {
        public @Nullable Fraction share() {
            return totals.share();
        }

        public boolean covers(@Nullable Week week) {
            return week != null && week.compareTo(first) >= 0 && week.compareTo(to) <= 0;
        }
    }

    /** Adds up postings of the definition's scope, in any order. */
    public static ShareSeries of(Definition definition, Collection<Posting> postings, FxRates rates) {
        var byWeek = new TreeMap<Week, Totals>();
        for (Posting posting : postings) {
            Week week = definition.weekOf(posting);
            if (week != null) {
                byWeek.merge(week, definition.totalsOf(posting, rates), Totals::plus);
            }
        }
        return new ShareSeries(definition, byWeek);
    }

    /**
     * One series for each value of a dimension, e.g. {@code Posting::segment}.
     *
     * @param unstated the name under which postings without a value are counted, so that the parts add up to the whole
     */
    public static SortedMap<String, ShareSeries> by(Function<Posting, @Nullable String> dimension, String unstated,
            Definition definition, Collection<Posting> postings, FxRates rates) {
        var groups = new TreeMap<String, List<Posting>>();
        for (Posting posting : postings) {
            String value = dimension.apply(posting);
            groups.computeIfAbsent(value == null ? unstated : value, _ -> new ArrayList<>()).add(posting);
        }
        var series = new TreeMap<String, ShareSeries>();
        groups.forEach((value, group) -> series.put(value, of(definition, group, rates)));
        return Collections.unmodifiableSortedMap(series);
    }

    public Totals week(Week week) {
        return byWeek.getOrDefault(week, Totals.zero(definition.currency()));
    }

    /**
     * The sums over the {@code count} weeks that end with {@code to}. Its share is the ratio of the sums, never a mean
     * of the weeks' ratios.
     *
     * @throws IllegalArgumentException if the calendar does not reach that far back
     */
    public Reading rolling(Week to, int count) {
        List<Week> weeks = definition.calendar().upTo(to, count);
        Totals totals = weeks.stream().map(this::week).reduce(Totals.zero(definition.currency()), Totals::plus);
        return new Reading(weeks.getFirst(), to, count, totals);
    }
}
