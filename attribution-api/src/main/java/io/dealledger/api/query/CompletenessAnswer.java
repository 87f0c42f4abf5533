package io.dealledger.api.query;

import io.dealledger.feed.Completeness;
import io.dealledger.feed.ControlTotal;
import io.dealledger.feed.Counted;
import io.dealledger.feed.Gap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all was taken in that the sources had to say about a week.
 *
 * @param from     first instant of the week
 * @param until    first instant after it
 * @param complete whether nothing is known to be missing; a source that states no totals proves nothing
 * @param faults   what is known to be missing, in words
 * @param feeds    this page of them, sorted by name
 */
record CompletenessAnswer(@Nullable Instant asOf, long position, String zone, String week, Instant from, Instant until,
        boolean complete, List<Fault> faults, List<Feed> feeds, @Nullable String nextCursor) {
    record Fault(String feed, String words) {
        static Fault of(Completeness.Fault fault) {
            return new Fault(fault.feed(), fault.words());
        }
    }

    /**
     * @param complete      whether nothing of it, or of a part of it, is known to be missing
     * @param lastSeen      when the ledger last heard of it; null for one that only gaps and totals name
     * @param lastHappened  the latest business time that it spoke of
     * @param records       about which it said something that happened in the week
     * @param quarantined   its deliveries that wait for a person, whatever week they are about
     * @param checked       whether a total that it stated covers a part of the week
     * @param gaps          those that touch the week
     * @param controlTotals those whose period touches the week
     */
    record Feed(String feed, boolean complete, @Nullable Instant lastSeen, @Nullable Instant lastHappened,
            long records, long quarantined, boolean checked, List<GapRow> gaps, List<TotalRow> controlTotals) {}

    /** @param state {@code open} or {@code closed} @param position where the ledger holds it */
    record GapRow(Instant from, Instant to, String reason, String state, List<Open> open, long position,
            Instant recordedAt) {
        static GapRow of(Gap.Standing standing) {
            Gap gap = standing.gap();
            return new GapRow(gap.from(), gap.to(), gap.reason(), standing.isClosed() ? "closed" : "open",
                    standing.open().stream().map(each -> new Open(each.from(), each.until())).toList(),
                    gap.position(), gap.recordedAt());
        }
    }

    /** What of a gap nobody has accounted for. */
    record Open(Instant from, Instant until) {}

    /**
     * @param state         {@code reconciled}, {@code missing}, {@code surplus}, or {@code amount_differs}
     * @param count         as the source stated it
     * @param counted       records taken in
     * @param amountCounted null where the source stated no amount, or ours are in several currencies
     */
    record TotalRow(String period, String state, long count, long counted, @Nullable String amount,
            @Nullable String amountCounted, List<String> currencies, long position, Instant recordedAt) {
        static TotalRow of(ControlTotal.Reconciliation reconciliation) {
            ControlTotal total = reconciliation.total();
            Counted counted = reconciliation.counted();
            boolean sum = total.amount() != null && counted.currencies().size() <= 1;
            return new TotalRow(total.period(), state(reconciliation), total.count(), counted.records(),
                    total.amount() == null ? null : total.amount().toPlainString(),
                    sum ? counted.amount().toPlainString() : null, counted.currencies(), total.position(),
                    total.recordedAt());
        }

        private static String state(ControlTotal.Reconciliation reconciliation) {
            if (reconciliation.reconciled()) {
                return "reconciled";
            }
            long missing = reconciliation.total().count() - reconciliation.counted().records();
            return missing > 0 ? "missing" : missing < 0 ? "surplus" : "amount_differs";
        }
    }
}
