package io.dealledger.attribution;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When things about a dispute are due, under the policy that governs its deal. The day of filing itself does not count. */
public record DisputeClock(Policy.DisputeTerms terms, ZoneId zone) {
    public static DisputeClock of(Policy policy) {
        return new DisputeClock(policy.dispute(), policy.reporting().zone());
    }

    /** The first instant at which an acknowledgement is late. @param filed recorded_at of the dispute */
    public Instant acknowledgeBy(Instant filed) {
        return endOfBusinessDay(filed, terms.acknowledgeBusinessDays());
    }

    /** The first instant at which a decision is late. @param filed recorded_at of the dispute, or of the appeal */
    public Instant decideBy(Instant filed) {
        return endOfBusinessDay(filed, terms.decideBusinessDays());
    }

    /** The last instant at which a dispute over a deal may be filed. */
    public Instant filingEnds(Instant closedAt) {
        return closedAt.plus(Duration.ofDays(terms.filingDaysAfterClose()));
    }

    private Instant endOfBusinessDay(Instant from, int days) {
        LocalDate day = LocalDate.ofInstant(from, zone);
        for (int left = days; left > 0;) {
            day = day.plusDays(1);
            if (isBusinessDay(day)) {
                left--;
            }
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !terms.holidays().contains(day);
    }
}
