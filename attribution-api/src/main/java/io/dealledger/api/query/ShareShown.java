package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.api.query.ShareAnswer.Bounds;
import io.dealledger.api.query.ShareAnswer.Claim;
import io.dealledger.api.query.ShareAnswer.Disputed;
import io.dealledger.api.query.ShareAnswer.Group;
import io.dealledger.api.query.ShareAnswer.Published;
import io.dealledger.api.query.ShareAnswer.Rolling;
import io.dealledger.api.query.ShareAnswer.Sums;
import io.dealledger.api.query.ShareAnswer.Unconverted;
import io.dealledger.api.query.ShareAnswer.WeekRow;
import io.dealledger.api.query.ShareAnswer.Window;
import io.dealledger.feed.Completeness;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.Dimension;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.share.Definition;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.Posting;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A share as it is shown.
 *
 * @param by     what it is taken apart by; null for the whole only
 * @param weeks  shown one by one, oldest first
 * @param policy under which all was decided, for a what-if; null: each deal's own
 * @param published what was published of these weeks, by week
 * @param feeds     what is known to be missing
 */
record ShareShown(ShareReading reading, @Nullable Dimension by, List<Week> weeks, AsOf asOf,
        @Nullable String policy, Map<String, PublicationRow> published, Completeness feeds) {
    /** Which policy decided: each deal's own. */
    static final String GOVERNING = "governing";
    private static final int QUARTER = 13;
    private static final int HALF_YEAR = 26;

    /** The weeks that end with {@code last}, as many of {@code count} as the calendar has. */
    static List<Week> reachable(WeekCalendar calendar, Week last, int count) {
        var weeks = new ArrayList<Week>();
        for (int back = count - 1; back >= 0; back--) {
            Week week = calendar.weekOf(last.firstDay().minusWeeks(back));
            if (week != null) {
                weeks.add(week);
            }
        }
        return weeks;
    }

    ShareShown with(Completeness known) {
        return new ShareShown(reading, by, weeks, asOf, policy, published, known);
    }

    ShareShown withPublished(Map<String, PublicationRow> byWeek) {
        return new ShareShown(reading, by, weeks, asOf, policy, byWeek, feeds);
    }

    ShareAnswer json(WaitingView.Counts waiting) {
        Definition definition = reading.whole().definition();
        List<Unconverted> unconverted = reading.unconverted().stream().map(this::unconverted).toList();
        var groups = new ArrayList<Group>();
        if (by != null) {
            reading.groups().forEach((value, series) -> groups.add(new Group(RecordJson.word(by),
                    value.equals(Dimension.UNSTATED) ? null : value, weekly(series, Map.of()),
                    rolling(series, false))));
        }
        List<Disputed> disputed = reading.disputed().stream()
                .map(deal -> new Disputed(deal.opportunityId(), RecordJson.word(deal.tag()),
                        deal.claimed().entrySet().stream()
                                .map(claim -> new Claim(claim.getKey(), RecordJson.word(claim.getValue()))).toList()))
                .toList();
        return new ShareAnswer(definition.id(), policy == null ? GOVERNING : policy, policy != null,
                asOf.position() < 0 ? null : asOf.at(), asOf.position(),
                definition.currency().getCurrencyCode(), weeks.getLast().label(), weeks.size(),
                weekly(reading.whole(), published), rolling(reading.whole(), true), groups, unconverted, disputed,
                new ShareAnswer.Completeness(ended(weeks.getLast()), unconverted.size(), waiting.parked(),
                        waiting.quarantined(), incomplete()));
    }

    /** Of the weeks shown, and of those that the rolling shares count. */
    private List<IncompleteWeek> incomplete() {
        Definition definition = reading.whole().definition();
        return IncompleteWeek.of(feeds, definition,
                reachable(definition.calendar(), weeks.getLast(), Math.max(weeks.size(), HALF_YEAR)));
    }

    ResponseEntity<Object> csv() {
        var table = new CsvTable("week", "first_day", "complete", "group", "sourced", "influenced", "direct", "total",
                "share", "r13", "r26", "published_at", "published_total", "published_share");
        weekly(reading.whole(), published).forEach(row -> add(table, "", row));
        reading.groups().forEach((value, series) -> weekly(series, Map.of())
                .forEach(row -> add(table, value.equals(Dimension.UNSTATED) ? "not stated" : value, row)));
        return table.answer(null);
    }

    private static void add(CsvTable table, String group, WeekRow row) {
        table.add(row.week(), row.firstDay(), row.complete(), CsvTable.text(group), row.sourced(), row.influenced(),
                row.direct(), row.total(), row.share(), row.r13() == null ? null : row.r13().share(),
                row.r26() == null ? null : row.r26().share(),
                row.published() == null ? null : row.published().publishedAt(),
                row.published() == null ? null : row.published().total(),
                row.published() == null ? null : row.published().share());
    }

    private List<WeekRow> weekly(ShareSeries series, Map<String, PublicationRow> published) {
        return weeks.stream().map(week -> {
            Totals totals = series.week(week);
            PublicationRow sealed = published.get(week.label());
            return new WeekRow(week.label(), week.firstDay(), complete(week), plain(totals.sourced()),
                    plain(totals.influenced()), plain(totals.direct()), plain(totals.total()),
                    Fraction.show(totals.share()), sums(series, week, QUARTER), sums(series, week, HALF_YEAR),
                    sealed == null ? null : Published.of(sealed));
        }).toList();
    }

    private static @Nullable Sums sums(ShareSeries series, Week to, int count) {
        return reachesBack(series, to, count) ? Sums.of(series.rolling(to, count).totals()) : null;
    }

    private Rolling rolling(ShareSeries series, boolean bounded) {
        return new Rolling(window(series, QUARTER, bounded), window(series, HALF_YEAR, bounded));
    }

    private @Nullable Window window(ShareSeries series, int count, boolean bounded) {
        Week to = weeks.getLast();
        if (!reachesBack(series, to, count)) {
            return null;
        }
        ShareSeries.Reading rolling = series.rolling(to, count);
        Sums sums = Sums.of(rolling.totals());
        return new Window(rolling.first().label(), to.label(), count, sums.sourced(), sums.influenced(), sums.direct(),
                sums.total(), sums.share(), sums.missingRates(), bounded ? bounds(to, count) : null);
    }

    /** How far open claims could move the {@code count} weeks up to {@code to}; null if none is open. */
    @Nullable
    Bounds bounds(Week to, int count) {
        DisputeBounds bounds = reading.bounds(to, count);
        return bounds == null ? null : Bounds.of(bounds);
    }

    private Unconverted unconverted(Posting posting) {
        Definition definition = reading.whole().definition();
        return new Unconverted(posting.opportunityId(), posting.id(),
                Objects.requireNonNull(definition.weekOf(posting)).label(), plain(posting.amount(definition.basis())),
                posting.currency().getCurrencyCode(), posting.fxDate());
    }

    private boolean complete(Week week) {
        return ended(week) && IncompleteWeek.faults(feeds, reading.whole().definition(), week).isEmpty();
    }

    private boolean ended(Week week) {
        return !asOf.at().isBefore(WeekCalendar.endOf(week, reading.whole().definition().zone()));
    }

    private static boolean reachesBack(ShareSeries series, Week to, int count) {
        return series.definition().calendar().weekOf(to.firstDay().minusWeeks(count - 1L)) != null;
    }
}
