package io.dealledger.fact;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of days as plans, quotas and costs name it.
 *
 * @param until the first day after it
 */
public record CalendarPeriod(LocalDate from, LocalDate until) {
    /** The spellings that {@link #parse} knows, in words. */
    public static final String ACCEPTED = "a year \"2026\", half \"2026-H1\", quarter \"2026-Q1\", month \"2026-03\", "
            + "ISO week \"2026-W14\", or first day and day after the last \"2026-02-01/2026-08-01\"";

    private static final Pattern YEAR_PART = Pattern.compile("(\\d{4})(?:-(?:H([12])|Q([1-4])|(\\d{2})))?");
    private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");
    private static final Pattern DAYS = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/(\\d{4}-\\d{2}-\\d{2})");

    public CalendarPeriod {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("period from " + from + " until " + until + " has no day");
        }
    }

    /** The period, or null where the text is not one of {@link #ACCEPTED}: sources name fiscal periods as they like. */
    public static @Nullable CalendarPeriod parse(String text) {
        try {
            Matcher part = YEAR_PART.matcher(text);
            if (part.matches()) {
                return yearPart(part);
            }
            Matcher week = WEEK.matcher(text);
            if (week.matches()) {
                return week(Integer.parseInt(week.group(1)), Integer.parseInt(week.group(2)));
            }
            Matcher days = DAYS.matcher(text);
            return days.matches()
                    ? new CalendarPeriod(LocalDate.parse(days.group(1)), LocalDate.parse(days.group(2)))
                    : null;
        } catch (DateTimeException | IllegalArgumentException e) {
            return null; // the caller names the text and what would be accepted
        }
    }

    private static CalendarPeriod yearPart(Matcher part) {
        int year = Integer.parseInt(part.group(1));
        if (part.group(2) != null) {
            return months(year, 6 * (Integer.parseInt(part.group(2)) - 1) + 1, 6);
        }
        if (part.group(3) != null) {
            return months(year, 3 * (Integer.parseInt(part.group(3)) - 1) + 1, 3);
        }
        return part.group(4) != null ? months(year, Integer.parseInt(part.group(4)), 1) : months(year, 1, 12);
    }

    private static CalendarPeriod months(int year, int first, int count) {
        YearMonth from = YearMonth.of(year, first);
        return new CalendarPeriod(from.atDay(1), from.plusMonths(count).atDay(1));
    }

    /** 4 January is in week 1 of its year by definition. */
    private static CalendarPeriod week(int year, int week) {
        LocalDate inWeekOne = LocalDate.of(year, 1, 4);
        LocalDate monday = inWeekOne.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
        if (week != monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) || year != monday.get(IsoFields.WEEK_BASED_YEAR)) {
            throw new DateTimeException(year + " has no week " + week);
        }
        return new CalendarPeriod(monday, monday.plusWeeks(1));
    }

    public boolean contains(Instant instant, ZoneId zone) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return !day.isBefore(from) && day.isBefore(until);
    }
}
