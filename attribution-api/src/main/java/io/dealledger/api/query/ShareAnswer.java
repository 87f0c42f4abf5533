package io.dealledger.api.query;

import static java.util.Objects.requireNonNull;

import io.dealledger.money.Fraction;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The share of some weeks, with what it was made of.
 *
 * @param definition   what was counted and how: basis, scope, calendar, zone and currency
 * @param policy       under which attribution policy: {@code governing}, each deal under the one it was created under
 * @param whatIf       true where the caller asked for another policy; nothing of it is stored
 * @param asOf         the moment that it is true of; null while nothing is recorded
 * @param position     the last ledger position that counts
 * @param weekly       oldest week first
 * @param groups       the same by value of the dimension asked for; empty if none was
 * @param unconverted  amounts in no sum, because no rate into the currency was known for their day
 * @param disputed     deals of these weeks with open claims
 */
record ShareAnswer(String definition, String policy, boolean whatIf, @Nullable Instant asOf, long position,
        String currency, String to,
        int weeks, List<WeekRow> weekly, Rolling rolling, List<Group> groups, List<Unconverted> unconverted,
        List<Disputed> disputed, Completeness completeness) {
    /**
     * Sums and their ratio.
     *
     * @param share        sourced / total to 6 decimals, half-even; null where the sums have no honest ratio
     * @param missingRates what kept amounts out, e.g. {@code EUR 2026-02-10}; while there is any, the share is null
     */
    record Sums(String sourced, String influenced, String direct, String total, @Nullable String share,
            List<String> missingRates) {
        static Sums of(Totals totals) {
            return new Sums(plain(totals.sourced()), plain(totals.influenced()), plain(totals.direct()),
                    plain(totals.total()), Fraction.show(totals.share()),
                    totals.missing().stream()
                            .map(missing -> missing.currency().getCurrencyCode() + " " + missing.date()).toList());
        }
    }

    /**
     * @param complete whether the week had ended at the moment asked about and nothing of it is known to be missing
     * @param r13      the 13 weeks that end with this one; null where the calendar does not reach back
     * @param r26      the 26 weeks that end with this one
     * @param published what was published of the week, beside what is known now; null where nothing was, and in groups
     */
    record WeekRow(String week, LocalDate firstDay, boolean complete, String sourced, String influenced, String direct,
            String total, @Nullable String share, @Nullable Sums r13, @Nullable Sums r26,
            @Nullable Published published) {}

    /**
     * The numbers of a week as they were sealed; all of them are at {@code /v1/publications}.
     *
     * @param position     where the ledger holds the publication
     * @param asOfPosition the last position that they count
     */
    record Published(Instant publishedAt, long position, long asOfPosition, String sourced, String influenced,
            String direct, String total, @Nullable String share) {
        static Published of(PublicationRow row) {
            return new Published(row.publishedAt(), row.position(), row.asOfPosition(),
                    requireNonNull(row.text("sourced")), requireNonNull(row.text("influenced")),
                    requireNonNull(row.text("direct")), requireNonNull(row.text("total")), row.text("share"));
        }
    }

    /** One and two quarters that end with the last week; null where the calendar does not reach back. */
    record Rolling(@Nullable Window r13, @Nullable Window r26) {}

    /** @param disputeBounds how far open claims could move the share; null if none is open */
    record Window(String first, String to, int weeks, String sourced, String influenced, String direct, String total,
            @Nullable String share, List<String> missingRates, @Nullable Bounds disputeBounds) {}

    /** The least and the most that the share would be over all outcomes of the open claims. */
    record Bounds(@Nullable String low, @Nullable String high, String lowSourced, String highSourced, String total) {
        static Bounds of(DisputeBounds bounds) {
            return new Bounds(Fraction.show(bounds.lowShare()), Fraction.show(bounds.highShare()),
                    plain(bounds.low().sourced()), plain(bounds.high().sourced()), plain(bounds.low().total()));
        }
    }

    /** @param value of the dimension; null where the source stated none */
    record Group(String by, @Nullable String value, List<WeekRow> weekly, Rolling rolling) {}

    record Unconverted(String opportunityId, String posting, String week, String amount, String currency,
            LocalDate rateDate) {}

    /** @param claims what the deal would be under each open claim */
    record Disputed(String opportunityId, String tag, List<Claim> claims) {}

    record Claim(String disputeId, String tag) {}

    /**
     * What was known but not counted in at that moment.
     *
     * @param weeksComplete whether the last week had ended
     * @param unconverted   amounts without a rate
     * @param parked        facts that waited for another one
     * @param quarantined   deliveries that waited for a person
     * @param incompleteWeeks of those shown or counted in the rolling shares, and why, feed by feed
     */
    record Completeness(boolean weeksComplete, int unconverted, long parked, long quarantined,
            List<IncompleteWeek> incompleteWeeks) {}

    static String plain(BigDecimal amount) {
        return amount.toPlainString();
    }
}
