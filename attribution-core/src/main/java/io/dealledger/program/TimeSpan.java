package io.dealledger.program;

import io.dealledger.fact.CalendarPeriod;
import io.dealledger.money.Fraction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The stretch of business time that a number is about.
 *
 * @param from  inclusive
 * @param until exclusive
 */
public record TimeSpan(Instant from, Instant until) {
    public static final TimeSpan ALWAYS = new TimeSpan(Instant.MIN, Instant.MAX);

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    /** What part of a period's days lies inside, a day counting where it starts inside. */
    Fraction partOf(CalendarPeriod period, ZoneId zone) {
        long days = ChronoUnit.DAYS.between(period.from(), period.until());
        LocalDate first = later(period.from(), from, zone);
        LocalDate end = earlier(period.until(), until, zone);
        return Fraction.of(Math.max(0, ChronoUnit.DAYS.between(first, end)), days);
    }

    private static LocalDate later(LocalDate day, Instant bound, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().isBefore(bound) ? firstDayFrom(bound, zone) : day;
    }

    private static LocalDate earlier(LocalDate day, Instant bound, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().isAfter(bound) ? firstDayFrom(bound, zone) : day;
    }

    /** The first day that starts at or after the instant. */
    private static LocalDate firstDayFrom(Instant instant, ZoneId zone) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return day.atStartOfDay(zone).toInstant().isBefore(instant) ? day.plusDays(1) : day;
    }
}
