package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.timeline.TimelineView;
import io.dealledger.projections.timeline.TimelineView.Entry;
import io.dealledger.projections.timeline.TimelineView.Place;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Everything that was said about an account. */
@RestController
@Tag(name = "accounts")
class TimelineResource {
    private static final String LIST = "timeline";

    private final Views views;

    TimelineResource(Views views) {
        this.views = views;
    }

    /**
     * The facts of an account by business time.
     *
     * @param asOf       the moment that it is true of
     * @param position   the last ledger position that counts
     * @param mergedInto the account that this one became part of; null if it stands by itself
     */
    record Timeline(String accountId, Instant asOf, long position, @Nullable String mergedInto, List<FactRow> facts,
            @Nullable String nextCursor) {}

    /**
     * A fact as the ledger holds it.
     *
     * @param occurredAt   when it was true in the business, as the source claims
     * @param recordedAt   when the ledger learned of it
     * @param position     where the ledger first stored it
     * @param rawSha256    SHA-256 of the message as it came in
     * @param via          the way in
     * @param arrival      how it reached this account: {@code accepted}, {@code placed}, {@code followed}
     * @param arrivedAt    position at which it reached this account
     * @param followedFrom the account that it came over from
     * @param supersededAt position at which another content took its place; null if it stands
     */
    record FactRow(String source, String id, String kind, String occurredAt, String recordedAt,
            @Nullable String subject, long position, String rawSha256, String via, String arrival, long arrivedAt,
            @Nullable String followedFrom, @Nullable Long supersededAt, @Nullable Object data) {
        static FactRow of(Entry entry) {
            Map<String, @Nullable Object> fact = Stored.read(entry.fact());
            return new FactRow(text(fact, "source"), text(fact, "id"), text(fact, "kind"), text(fact, "occurred_at"),
                    text(fact, "recorded_at"), (String) fact.get("subject"), entry.place().position(),
                    text(fact, "raw_sha256"), text(fact, "via"), entry.arrival(), entry.arrivedAt(),
                    entry.followedFrom(), entry.supersededAt(), fact.get("data"));
        }

        private static String text(Map<String, @Nullable Object> fact, String member) {
            return String.valueOf(fact.get(member));
        }
    }

    @GetMapping("/v1/accounts/{id}/timeline")
    @Operation(summary = "Every fact of an account with both clocks, source, position and hash")
    ResponseEntity<Object> timeline(@PathVariable("id") String id,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Cursor from = Cursor.parse(cursor, LIST, 3);
        Timeline page = views.ask(TimelineView.VIEW, TimelineView.needs(id), When.of(from, asOf, minPosition),
                (sql, moment) -> {
                    List<Entry> entries = TimelineView.page(sql, id, moment.asOf(), place(from), rows);
                    String survivor = WhatIf.identities(sql, moment.asOf()).root(id);
                    String mergedInto = survivor.equals(id) ? null : survivor;
                    if (entries.isEmpty() && mergedInto == null && from == null) {
                        throw ProblemException.notFound("account", id);
                    }
                    return new Timeline(id, moment.asOf().at(), moment.asOf().position(), mergedInto,
                            entries.stream().map(FactRow::of).toList(), next(entries, rows, moment.asOf()));
                });
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    private static @Nullable String next(List<Entry> entries, int rows, AsOf asOf) {
        if (entries.size() < rows) {
            return null;
        }
        Place last = entries.getLast().place();
        return new Cursor(LIST, asOf.position(), List.of(last.occurredAt().toString(), last.recordedAt().toString(),
                Long.toString(last.position()))).text();
    }

    private static Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return Place.BEFORE_ALL;
        }
        try {
            return new Place(Instant.parse(cursor.after().get(0)), Instant.parse(cursor.after().get(1)),
                    cursor.number(2));
        } catch (DateTimeException _) {
            throw ProblemException.badParameter("cursor", cursor.text(), "the next_cursor of the page before");
        }
    }

    private static ResponseEntity<Object> csv(Timeline page) {
        var table = new CsvTable("occurred_at", "recorded_at", "kind", "source", "id", "subject", "position",
                "raw_sha256", "via", "arrival", "arrived_at", "followed_from", "superseded_at");
        page.facts().forEach(fact -> table.add(fact.occurredAt(), fact.recordedAt(), CsvTable.text(fact.kind()),
                CsvTable.text(fact.source()), CsvTable.text(fact.id()), CsvTable.text(fact.subject()),
                fact.position(), fact.rawSha256(), CsvTable.text(fact.via()), fact.arrival(), fact.arrivedAt(),
                CsvTable.text(fact.followedFrom()), fact.supersededAt()));
        return table.answer(page.nextCursor());
    }
}
