package io.dealledger.feed;

import static java.util.stream.Collectors.toCollection;

import io.dealledger.fact.IntakeControlTotal;
import io.dealledger.fact.IntakeGapClosed;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.fact.RecordedFact;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was said about feeds, before it is held against what was taken in.
 *
 * @param totals  of each feed and period the one stated last
 * @param gaps    in the order in which the ledger learned of them
 * @param closed  stretches read after all, in the same order
 */
public record FeedRecord(List<ControlTotal> totals, List<Gap> gaps, List<Gap> closed) {
    private record Period(String feed, String spelt) {}

    /**
     * @param facts in the order in which the ledger learned of them
     * @param zone  in which periods given as days begin
     */
    public static FeedRecord of(Collection<RecordedFact> facts, ZoneId zone) {
        Map<Period, ControlTotal> totals = new LinkedHashMap<>();
        var gaps = new ArrayList<Gap>();
        var closed = new ArrayList<Gap>();
        for (RecordedFact said : facts) {
            if (said.fact() instanceof IntakeControlTotal total) {
                totals.put(new Period(total.feed(), total.period()), ControlTotal.of(total, said, zone));
            } else if (said.fact() instanceof IntakeGapDetected(var feed, var from, var to, var reason)) {
                gaps.add(new Gap(feed, from, to, reason, said.sequence(), said.recordedAt()));
            } else if (said.fact() instanceof IntakeGapClosed(var feed, var from, var to, var reason)) {
                closed.add(new Gap(feed, from, to, reason, said.sequence(), said.recordedAt()));
            }
        }
        return new FeedRecord(List.copyOf(totals.values()), List.copyOf(gaps), List.copyOf(closed));
    }

    /** Feeds that are named here, sorted. */
    public TreeSet<String> feeds() {
        var feeds = totals.stream().map(ControlTotal::feed).collect(toCollection(TreeSet::new));
        gaps.forEach(gap -> feeds.add(gap.feed()));
        return feeds;
    }

    /** @param counted what was taken in for each of {@link #totals}, in their order */
    public Completeness against(List<Counted> counted) {
        if (counted.size() != totals.size()) {
            throw new IllegalArgumentException(counted.size() + " counts for " + totals.size() + " totals");
        }
        var reconciliations = new ArrayList<ControlTotal.Reconciliation>();
        for (int i = 0; i < totals.size(); i++) {
            reconciliations.add(totals.get(i).against(counted.get(i)));
        }
        return new Completeness(reconciliations,
                gaps.stream().map(gap -> gap.without(closings(gap, reconciliations))).toList());
    }

    /** What was read after the gap was noticed and proves or says that nothing is missing there any more. */
    private List<Gap.Stretch> closings(Gap gap, List<ControlTotal.Reconciliation> reconciliations) {
        var stretches = new ArrayList<Gap.Stretch>();
        for (Gap closing : closed) {
            if (closing.position() > gap.position() && covers(closing.feed(), gap.feed())) {
                stretches.add(closing.stretch());
            }
        }
        for (ControlTotal.Reconciliation reconciliation : reconciliations) {
            ControlTotal total = reconciliation.total();
            if (reconciliation.reconciled() && total.position() > gap.position() && covers(total.feed(), gap.feed())) {
                stretches.add(new Gap.Stretch(total.from(), total.until()));
            }
        }
        return stretches;
    }

    /** What is known of a source is known of its parts; what is known of a part says nothing about the rest. */
    private static boolean covers(String feed, String other) {
        return other.equals(feed) || other.startsWith(feed + "/");
    }
}
