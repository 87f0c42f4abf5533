package io.dealledger.feed;

import io.dealledger.fact.IntakeControlTotal;
import io.dealledger.fact.RecordedFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A total that a source stated, to be held against what was taken in.
 *
 * @param period   as the source spelt it
 * @param from     first instant of it
 * @param until    first instant after it
 * @param position of the fact in the ledger
 */
public record ControlTotal(String feed, String period, Instant from, Instant until, long count,
        @Nullable BigDecimal amount, long position, Instant recordedAt) {
    static ControlTotal of(IntakeControlTotal total, RecordedFact said, ZoneId zone) {
        IntakeControlTotal.Stretch stretch = total.stretch(zone);
        return new ControlTotal(total.feed(), total.period(), stretch.from(), stretch.until(), total.count(),
                total.amount(), said.sequence(), said.recordedAt());
    }

    /** @param counted what was taken in of that feed in that period */
    Reconciliation against(Counted counted) {
        BigDecimal stated = amount;
        boolean sameCount = counted.records() == count;
        boolean comparable = counted.currencies().size() <= 1;
        boolean sameAmount = stated == null || comparable && counted.amount().compareTo(stated) == 0;
        String words = feed + ", " + period + ": " + counted.records() + " of " + count + " records"
                + (stated == null
                        ? ""
                        : comparable
                                ? ", amounting to " + counted.amount().toPlainString() + " of "
                                        + stated.toPlainString()
                                : ", whose amounts in " + String.join(", ", counted.currencies())
                                        + " have no common sum");
        return new Reconciliation(this, counted, sameCount && sameAmount, words);
    }

    /**
     * @param reconciled whether the source's total is ours
     * @param words      the two beside one another
     */
    public record Reconciliation(ControlTotal total, Counted counted, boolean reconciled, String words) {}
}
