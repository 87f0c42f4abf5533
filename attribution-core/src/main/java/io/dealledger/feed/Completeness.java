package io.dealledger.feed;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known to be missing. Where nothing is said about a feed, nothing is known to be: silence is no proof.
 *
 * @param totals held against what was taken in
 * @param gaps   with what of them is open
 */
public record Completeness(List<ControlTotal.Reconciliation> totals, List<Gap.Standing> gaps) {
    public static final Completeness NOTHING_SAID = new Completeness(List.of(), List.of());

    public Completeness {
        totals = List.copyOf(totals);
        gaps = List.copyOf(gaps);
    }

    /** Why a stretch of time is incomplete, in one feed. */
    public record Fault(String feed, String words) {}

    /** @param until first instant after the stretch; no faults: complete as far as anybody said */
    public List<Fault> faults(Instant from, Instant until) {
        Stream<Fault> open = gaps.stream()
                .filter(standing -> standing.open().stream().anyMatch(stretch -> stretch.touches(from, until)))
                .map(standing -> new Fault(standing.gap().feed(), words(standing.gap())));
        Stream<Fault> off = totals.stream().filter(each -> !each.reconciled())
                .filter(each -> each.total().from().isBefore(until) && each.total().until().isAfter(from))
                .map(each -> new Fault(each.total().feed(), each.words()));
        return Stream.concat(open, off).toList();
    }

    /** Gaps of which something is open. */
    public long openGaps() {
        return gaps.stream().filter(standing -> !standing.isClosed()).count();
    }

    /** Totals that are not what was taken in. */
    public long unreconciled() {
        return totals.stream().filter(each -> !each.reconciled()).count();
    }

    private static String words(Gap gap) {
        return gap.feed() + " missed something between " + gap.from() + " and " + gap.to() + ": " + gap.reason();
    }
}
