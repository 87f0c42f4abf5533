package io.dealledger.share;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How days are grouped into weeks. Part of the name of every number that is counted by week. */
public sealed interface WeekCalendar permits IsoWeeks, FiscalWeeks {
    /** As it stands in a definition's id, e.g. {@code iso_week}. */
    String id();

    /** The week of a day, or null where the calendar does not reach. */
    @Nullable
    Week weekOf(LocalDate day);

    /** @throws IllegalArgumentException if the calendar has no such week, naming what it has */
    Week parse(String label);

    /** @throws IllegalArgumentException if {@link #id} is not that of a calendar */
    static WeekCalendar of(String id) {
        return id.equals(IsoWeeks.ID) ? new IsoWeeks() : FiscalWeeks.ofId(id);
    }

    /**
     * The {@code count} weeks that end with {@code last}, oldest first.
     *
     * @throws IllegalArgumentException if the calendar does not reach that far back
     */
    default List<Week> upTo(Week last, int count) {
        var weeks = new ArrayList<Week>(count);
        for (int back = count - 1; back >= 0; back--) {
            Week week = weekOf(last.firstDay().minusWeeks(back));
            if (week == null) {
                throw new IllegalArgumentException("calendar " + id() + " does not reach back " + (count - 1)
                        + " weeks from " + last);
            }
            weeks.add(week);
        }
        return List.copyOf(weeks);
    }

    /** The first instant of a week in a zone; that of the following week ends it. */
    static Instant startOf(Week week, ZoneId zone) {
        return week.firstDay().atStartOfDay(zone).toInstant();
    }

    /** The first instant after a week: from then on it is complete. */
    static Instant endOf(Week week, ZoneId zone) {
        return week.firstDay().plusWeeks(1).atStartOfDay(zone).toInstant();
    }
}
