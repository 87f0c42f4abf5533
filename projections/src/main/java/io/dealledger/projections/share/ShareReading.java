package io.dealledger.projections.share;

import io.dealledger.attribution.Tag;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.DisputeBounds.Contested;
import io.dealledger.share.Posting;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A share over some weeks.
 *
 * @param groups      the same by value of the dimension asked for; empty if none was
 * @param unconverted what is in no sum for want of a rate, by business time
 * @param disputed    deals with open claims that post in these weeks, by id
 */
public record ShareReading(ShareSeries whole, SortedMap<String, ShareSeries> groups, List<Posting> unconverted,
        List<Disputed> disputed) {
    /**
     * @param claimed what the deal would be under each open claim
     * @param byWeek  what it adds to each week
     */
    public record Disputed(String opportunityId, Tag tag, Map<String, Tag> claimed, SortedMap<Week, Totals> byWeek) {}

    /** How far open claims could move the sums of the {@code count} weeks up to {@code to}; null if none is open. */
    public @Nullable DisputeBounds bounds(Week to, int count) {
        var contested = new ArrayList<Contested>();
        Week first = whole.definition().calendar().upTo(to, count).getFirst();
        for (Disputed deal : disputed) {
            var inside = deal.byWeek().entrySet().stream()
                    .filter(week -> week.getKey().compareTo(first) >= 0 && week.getKey().compareTo(to) <= 0)
                    .map(Map.Entry::getValue).toList();
            if (!inside.isEmpty()) {
                Totals sum = inside.stream().reduce(Totals.zero(whole.definition().currency()), Totals::plus);
                contested.add(new Contested(deal.opportunityId(), deal.tag(), Set.copyOf(deal.claimed().values()),
                        sum.total()));
            }
        }
        return contested.isEmpty() ? null : DisputeBounds.of(whole.rolling(to, count).totals(), contested);
    }
}
