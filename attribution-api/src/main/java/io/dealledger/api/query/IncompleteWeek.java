package io.dealledger.api.query;

import io.dealledger.feed.Completeness;
import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.util.List;

/**
 * A week of which something is known to be missing.
 *
 * @param feed  that missed it
 * @param words why: a gap that nobody accounted for, or the source's total beside what was taken in
 */
record IncompleteWeek(String week, String feed, String words) {
    static List<IncompleteWeek> of(Completeness completeness, Definition definition, List<Week> weeks) {
        return weeks.stream().flatMap(week -> faults(completeness, definition, week).stream()
                .map(fault -> new IncompleteWeek(week.label(), fault.feed(), fault.words()))).toList();
    }

    static List<Completeness.Fault> faults(Completeness completeness, Definition definition, Week week) {
        return completeness.faults(WeekCalendar.startOf(week, definition.zone()),
                WeekCalendar.endOf(week, definition.zone()));
    }
}
