package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.share.Restatement.Delta;
import io.dealledger.share.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How published weeks stand today, and why.
 *
 * @param asOf     the moment that the restated numbers are true of
 * @param position the last ledger position that counts in them
 */
record RestatementAnswer(Instant asOf, long position, String definition, String policy, String currency,
        List<RestatedWeek> weeks, @Nullable String nextCursor) {
    /**
     * @param published    as sealed
     * @param asOfPosition the last position that the published numbers count
     * @param restated     as known now
     * @param delta        restated less published
     * @param addsUp       whether the changes add up to delta, bucket by bucket to the minor unit; false is a fault of ours
     */
    record RestatedWeek(String week, Instant publishedAt, long publishedPosition, long asOfPosition, Buckets published,
            Buckets restated, Buckets delta, boolean addsUp, List<Change> changes) {}

    record Buckets(String sourced, String influenced, String direct, String total) {
        static Buckets of(Sum sum) {
            return new Buckets(plain(sum.sourced()), plain(sum.influenced()), plain(sum.direct()),
                    plain(sum.sourced().add(sum.influenced()).add(sum.direct())));
        }
    }

    /** Exact amounts of one week, or their differences. */
    record Sum(BigDecimal sourced, BigDecimal influenced, BigDecimal direct) {
        static Sum of(Totals totals) {
            return new Sum(totals.sourced(), totals.influenced(), totals.direct());
        }

        static Sum of(Delta delta) {
            return new Sum(delta.sourced(), delta.influenced(), delta.direct());
        }

        Sum plus(Sum other) {
            return new Sum(sourced.add(other.sourced), influenced.add(other.influenced), direct.add(other.direct));
        }

        Sum minus(Sum other) {
            return new Sum(sourced.subtract(other.sourced), influenced.subtract(other.influenced),
                    direct.subtract(other.direct));
        }
    }

    /**
     * One cause of one deal.
     *
     * @param cause  {@code late}, {@code dispute_decided}, {@code amount_corrected}, …
     * @param before tag at the publication; null where the deal was not known
     * @param after  tag now
     * @param facts  what the ledger heard since that brought it about, oldest first
     */
    record Change(String opportunityId, String cause, Buckets delta, @Nullable String before, @Nullable String after,
            List<FactBehind> facts) {}
}
