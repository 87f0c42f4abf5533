package io.dealledger.api.publication;

import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which weeks the schedule owes. */
final class DueWeeks {
    /** A service that was away for longer starts again with the last week. */
    static final int MOST_MISSED = 53;

    private DueWeeks() {}

    /**
     * The weeks after the last published one, up to the last that ended {@code afterWeekEnd} ago, oldest first. Where
     * none of the {@link #MOST_MISSED} weeks before was published, the last one only: a ledger with years of imported
     * history has published nothing of them.
     */
    static List<Week> at(Instant now, Definition definition, Duration afterWeekEnd, Predicate<Week> published) {
        LocalDate reached = LocalDate.ofInstant(now.minus(afterWeekEnd), definition.zone());
        Week last = definition.calendar().weekOf(reached.minusWeeks(1));
        if (last == null || published.test(last)) {
            return List.of();
        }
        var due = new LinkedList<>(List.of(last));
        for (int back = 1; back <= MOST_MISSED; back++) {
            Week week = weekBefore(definition, last, back);
            if (week == null) {
                return List.of(last);
            }
            if (published.test(week)) {
                return List.copyOf(due);
            }
            due.addFirst(week);
        }
        return List.of(last);
    }

    private static @Nullable Week weekBefore(Definition definition, Week last, int back) {
        return definition.calendar().weekOf(last.firstDay().minusWeeks(back));
    }
}
