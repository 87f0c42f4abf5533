package io.dealledger.fact;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The source's own totals, to reconcile against.
 *
 * @param feed   a source; or a part of one: {@code <source>/<kind of record>} or {@code <source>/<kind of fact>}
 * @param period days, in the reporting zone, or two instants: see {@link #ACCEPTED}
 * @param count  of records about which the source says something that happened in the period
 * @param amount sum of what each of these records amounted to last in the period
 */
@Kind("intake.control_total")
public record IntakeControlTotal(String feed, String period, Integer count,
        @Nullable BigDecimal amount) implements CompanyFact {
    static final String ACCEPTED = CalendarPeriod.ACCEPTED
            + ", or two instants \"2026-03-01T00:00:00Z/2026-03-08T00:00:00Z\"";

    public IntakeControlTotal {
        if (CalendarPeriod.parse(period) == null && instants(period) == null) {
            throw new IllegalArgumentException("has period '" + period + "', which is not " + ACCEPTED);
        }
    }

    /** From the first instant up to, and without, the second. */
    public record Stretch(Instant from, Instant until) {}

    /** @param zone in which days begin; without effect where the period is given as instants */
    public Stretch stretch(ZoneId zone) {
        CalendarPeriod days = CalendarPeriod.parse(period);
        Stretch instants = days == null ? instants(period) : null;
        if (instants != null) {
            return instants;
        }
        if (days == null) {
            throw new IllegalStateException("period '" + period + "' was accepted and cannot be read");
        }
        return new Stretch(days.from().atStartOfDay(zone).toInstant(), days.until().atStartOfDay(zone).toInstant());
    }

    private static @Nullable Stretch instants(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return null;
        }
        try {
            var stretch = new Stretch(OffsetDateTime.parse(text.substring(0, slash)).toInstant(),
                    OffsetDateTime.parse(text.substring(slash + 1)).toInstant());
            return stretch.from().isBefore(stretch.until()) ? stretch : null;
        } catch (DateTimeException e) {
            return null; // the caller says what would be accepted
        }
    }
}
