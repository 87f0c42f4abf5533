package io.dealledger.share;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO 8601 weeks, Monday to Sunday, e.g. {@code 2026-W14}. A week belongs to the year that holds its Thursday. */
public record IsoWeeks() implements WeekCalendar {
    public static final String ID = "iso_week";

    private static final Pattern LABEL = Pattern.compile("(\\d{4})-W(\\d{2})");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Week weekOf(LocalDate day) {
        LocalDate monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
        LocalDate thursday = monday.plusDays(3);
        int week = (thursday.getDayOfYear() - 1) / 7 + 1;
        String year = Integer.toString(thursday.getYear());
        return new Week("0".repeat(Math.max(0, 4 - year.length())) + year + (week < 10 ? "-W0" : "-W") + week, monday);
    }

    @Override
    public Week parse(String label) {
        Matcher parts = LABEL.matcher(label);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + label + "' is not an ISO week such as 2026-W14");
        }
        // 4 January is in week 1 of its year by definition
        LocalDate inWeekOne = LocalDate.of(Integer.parseInt(parts.group(1)), 1, 4);
        int weeks = (int) IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(inWeekOne).getMaximum();
        int week = Integer.parseInt(parts.group(2));
        if (week < 1 || week > weeks) {
            throw new IllegalArgumentException("week " + label + " does not exist: " + parts.group(1) + " has W01 to W"
                    + weeks);
        }
        return weekOf(inWeekOne.plusWeeks(week - 1L));
    }
}
