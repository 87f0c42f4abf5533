package io.dealledger.share;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Weeks of fiscal years of 52 or 53 weeks, e.g. {@code FY26-W01}. Which years have 53 is each company's choice, so the
 * first day of every year is data: a year ends where the next begins, the last one after 52 weeks. Nothing is assumed
 * outside of them.
 *
 * @param pattern   how many weeks the three periods of a quarter have
 * @param firstYear label of the first year, e.g. {@code FY26}; the next one is {@code FY27}
 * @param starts    first day of each year in order, 52 or 53 weeks apart
 */
public record FiscalWeeks(Pattern445 pattern, String firstYear, List<LocalDate> starts) implements WeekCalendar {
    private static final int WEEKS = 52;
    private static final int WEEKS_OF_A_QUARTER = 13;
    private static final Pattern YEAR = Pattern.compile("([A-Za-z]{0,8})(\\d{2}|\\d{4})");

    /** The quarter's 13 weeks as three periods. */
    public enum Pattern445 {
        FOUR_FOUR_FIVE("4-4-5", 4, 8), FOUR_FIVE_FOUR("4-5-4", 4, 9), FIVE_FOUR_FOUR("5-4-4", 5, 9);

        private final String id;
        private final int endOfFirst;
        private final int endOfSecond;

        Pattern445(String id, int endOfFirst, int endOfSecond) {
            this.id = id;
            this.endOfFirst = endOfFirst;
            this.endOfSecond = endOfSecond;
        }

        private static Pattern445 of(String id) {
            for (Pattern445 pattern : values()) {
                if (pattern.id.equals(id)) {
                    return pattern;
                }
            }
            throw new IllegalArgumentException("'" + id + "' is none of iso_week, 4-4-5, 4-5-4, 5-4-4");
        }
    }

    public FiscalWeeks {
        starts = List.copyOf(starts);
        if (!YEAR.matcher(firstYear).matches()) {
            throw new IllegalArgumentException("'" + firstYear + "' is not the label of a year such as FY26");
        }
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("a fiscal calendar needs the first day of a year");
        }
        for (int i = 1; i < starts.size(); i++) {
            long days = ChronoUnit.DAYS.between(starts.get(i - 1), starts.get(i));
            if (days != 7L * WEEKS && days != 7L * (WEEKS + 1)) {
                throw new IllegalArgumentException("a fiscal year from " + starts.get(i - 1) + " to " + starts.get(i)
                        + " is " + days + " days long; 364 or 371 would be 52 or 53 weeks");
            }
        }
    }

    /**
     * From an id such as {@code 4-5-4@FY26@2026-02-01@2027-01-31}: the pattern, the first year's label and the first
     * day of every year.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static FiscalWeeks ofId(String id) {
        List<String> parts = List.of(id.split("@", -1));
        Pattern445 pattern = Pattern445.of(parts.getFirst());
        if (parts.size() < 3) {
            throw new IllegalArgumentException("'" + id + "' does not say where its years begin, as "
                    + parts.getFirst() + "@FY26@2026-02-01 does");
        }
        var starts = new ArrayList<LocalDate>();
        for (String start : parts.subList(2, parts.size())) {
            try {
                starts.add(LocalDate.parse(start));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + start + "' in '" + id + "' is not a day such as 2026-02-01",
                        e);
            }
        }
        return new FiscalWeeks(pattern, parts.get(1), starts);
    }

    @Override
    public String id() {
        var id = new StringBuilder(pattern.id).append('@').append(yearLabel(0));
        starts.forEach(start -> id.append('@').append(start));
        return id.toString();
    }

    @Override
    public @Nullable Week weekOf(LocalDate day) {
        var year = years().floorEntry(day);
        if (year == null) {
            return null;
        }
        int index = (int) (ChronoUnit.DAYS.between(year.getKey(), day) / 7);
        return index < weeksOf(year.getValue()) ? week(year.getValue(), index) : null;
    }

    @Override
    public Week parse(String label) {
        for (int year = 0; year < starts.size(); year++) {
            for (int index = 0; index < weeksOf(year); index++) {
                if (week(year, index).label().equals(label)) {
                    return week(year, index);
                }
            }
        }
        throw new IllegalArgumentException("'" + label + "' is not a week of the calendar " + id() + ", which has "
                + week(0, 0) + " to " + week(starts.size() - 1, weeksOf(starts.size() - 1) - 1));
    }

    /** The period of a week inside its year, 1 to 12; a 53rd week belongs to the last. */
    public int periodOf(Week week) {
        int index = (int) (ChronoUnit.DAYS.between(years().floorKey(week.firstDay()), week.firstDay()) / 7);
        int quarter = Math.min(index / WEEKS_OF_A_QUARTER, 3);
        int inQuarter = index - quarter * WEEKS_OF_A_QUARTER;
        int period = inQuarter < pattern.endOfFirst ? 1 : inQuarter < pattern.endOfSecond ? 2 : 3;
        return quarter * 3 + period;
    }

    private Week week(int year, int index) {
        return new Week(yearLabel(year) + String.format(Locale.ROOT, "-W%02d", index + 1),
                starts.get(year).plusWeeks(index));
    }

    private int weeksOf(int year) {
        return year + 1 < starts.size()
                ? (int) ChronoUnit.WEEKS.between(starts.get(year), starts.get(year + 1))
                : WEEKS;
    }

    private String yearLabel(int year) {
        Matcher first = YEAR.matcher(firstYear);
        if (!first.matches()) {
            throw new IllegalStateException(firstYear + " was checked before");
        }
        String digits = first.group(2);
        BigInteger number = new BigInteger(digits).add(BigInteger.valueOf(year));
        String padded = String.format(Locale.ROOT, "%0" + digits.length() + "d", number);
        return first.group(1) + padded.substring(padded.length() - digits.length());
    }

    private NavigableMap<LocalDate, Integer> years() {
        var years = new TreeMap<LocalDate, Integer>();
        for (int i = 0; i < starts.size(); i++) {
            years.put(starts.get(i), i);
        }
        return years;
    }
}
