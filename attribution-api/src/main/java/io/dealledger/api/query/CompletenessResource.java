package io.dealledger.api.query;

import io.dealledger.api.query.CompletenessAnswer.Fault;
import io.dealledger.api.query.CompletenessAnswer.Feed;
import io.dealledger.api.query.CompletenessAnswer.GapRow;
import io.dealledger.api.query.CompletenessAnswer.TotalRow;
import io.dealledger.api.query.Views.When;
import io.dealledger.feed.Completeness;
import io.dealledger.feed.ControlTotal;
import io.dealledger.feed.Gap;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.feed.FeedView;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether all was taken in that the sources had to say. */
@RestController
@Tag(name = "intake")
class CompletenessResource {
    private static final String LIST = "completeness";

    private final Views views;
    private final FeedReading reading;

    CompletenessResource(Views views, FeedReading reading) {
        this.views = views;
        this.reading = reading;
    }

    /** What is asked about. */
    private record Settled(Definition definition, Week week, AsOf asOf) {
        Instant from() {
            return WeekCalendar.startOf(week, definition.zone());
        }

        Instant until() {
            return WeekCalendar.endOf(week, definition.zone());
        }
    }

    @GetMapping("/v1/intake/completeness")
    @Operation(summary = "Each feed: when it was heard of last, its gaps, and its own totals against what was taken in")
    ResponseEntity<Object> completeness(
            @Parameter(description = "E.g. 2026-W15. Default: the last one that had ended") @RequestParam(name = "week", required = false) @Nullable String week,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "IANA time zone in which the week begins") @RequestParam(name = "tz", required = false) @Nullable String tz,
            @Parameter(description = "iso_week, or e.g. 4-5-4@FY26@2026-02-01") @RequestParam(name = "calendar", required = false) @Nullable String calendar,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Cursor from = Cursor.parse(cursor, LIST, 1);
        String after = from == null ? "" : from.after().getFirst();
        Settled settled = views.ask(ShareView.VIEW, When.of(from, asOf, minPosition), (sql, moment) -> {
            Definition definition = new Definitions(null, null, tz, calendar)
                    .of(ShareView.standard(sql, moment.asOf()), Scope.NEW_REVENUE);
            return new Settled(definition, week == null
                    ? ShareResource.lastEnded(definition, moment.asOf())
                    : Parameters.week("week", week, definition.calendar()), moment.asOf());
        });
        CompletenessAnswer answer = answer(settled, after, rows);
        return form == Format.CSV ? csv(answer) : ResponseEntity.ok(answer);
    }

    private CompletenessAnswer answer(Settled settled, String after, int rows) {
        AsOf asOf = settled.asOf();
        FeedReading.Read read = reading.read(asOf);
        Map<String, FeedView.@Nullable Source> all = new TreeMap<>();
        read.said().feeds().forEach(feed -> all.put(feed, null));
        views.at(FeedView.VIEW, asOf, (sql, _) -> FeedView.sources(sql, asOf))
                .forEach(source -> all.put(source.source(), source));
        List<String> page = all.keySet().stream().filter(feed -> feed.compareTo(after) > 0).limit(rows).toList();
        Map<String, Long> records = views.at(FeedView.VIEW, asOf,
                (sql, _) -> page.stream().collect(Collectors.toMap(Function.identity(),
                        feed -> FeedView.counted(sql, asOf, feed, settled.from(), settled.until()).records())));
        List<Completeness.Fault> faults = IncompleteWeek.faults(read.completeness(), settled.definition(),
                settled.week());
        var feeds = new ArrayList<Feed>();
        page.forEach(feed -> feeds.add(feed(feed, all.get(feed), records.getOrDefault(feed, 0L), read.completeness(),
                settled, faults)));
        return new CompletenessAnswer(asOf.position() < 0 ? null : asOf.at(), asOf.position(),
                settled.definition().zone().getId(), settled.week().label(), settled.from(), settled.until(),
                faults.isEmpty(), faults.stream().map(Fault::of).toList(), feeds,
                page.size() < rows ? null : new Cursor(LIST, asOf.position(), List.of(page.getLast())).text());
    }

    private static Feed feed(String feed, FeedView.@Nullable Source source, long records, Completeness completeness,
            Settled settled, List<Completeness.Fault> faults) {
        List<ControlTotal.Reconciliation> totals = completeness.totals().stream()
                .filter(each -> each.total().feed().equals(feed) && each.total().from().isBefore(settled.until())
                        && each.total().until().isAfter(settled.from()))
                .toList();
        List<Gap.Standing> gaps = completeness.gaps().stream()
                .filter(each -> each.gap().feed().equals(feed) && each.gap().touches(settled.from(), settled.until()))
                .toList();
        return new Feed(feed,
                faults.stream().noneMatch(fault -> fault.feed().equals(feed) || fault.feed().startsWith(feed + "/")),
                source == null ? null : source.heardAt(), source == null ? null : source.happenedAt(), records,
                source == null ? 0 : source.open(), !totals.isEmpty(), gaps.stream().map(GapRow::of).toList(),
                totals.stream().map(TotalRow::of).toList());
    }

    private static ResponseEntity<Object> csv(CompletenessAnswer answer) {
        var table = new CsvTable("week", "feed", "complete", "last_seen", "last_happened", "records", "quarantined",
                "open_gaps", "totals", "reconciled");
        answer.feeds().forEach(row -> table.add(answer.week(), CsvTable.text(row.feed()), row.complete(),
                row.lastSeen(), row.lastHappened(), row.records(), row.quarantined(),
                row.gaps().stream().filter(gap -> gap.state().equals("open")).count(), row.controlTotals().size(),
                row.controlTotals().stream().filter(total -> total.state().equals("reconciled")).count()));
        return table.answer(answer.nextCursor());
    }
}
