package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.Needs;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.projections.waiting.WaitingView.Parked;
import io.dealledger.projections.waiting.WaitingView.Quarantined;
import io.dealledger.projections.waiting.WaitingView.Ruling;
import io.dealledger.projections.waiting.WaitingView.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What could not be counted in yet, and why. */
@RestController
@Tag(name = "intake")
class WaitingResource {
    private static final String QUARANTINE = "quarantine";
    private static final String PARKED = "parked";

    private final Views views;

    WaitingResource(Views views) {
        this.views = views;
    }

    record QuarantineList(Instant asOf, long position, List<QuarantineRow> entries, @Nullable String nextCursor) {}

    /**
     * @param problems what is wrong: member, value, what would be accepted
     * @param status   {@code open}, {@code released}, {@code discarded}
     * @param ruledBy  who decided; null while open or where nobody was named
     */
    record QuarantineRow(String quarantineId, long position, Instant recordedAt, String status, String reason,
            @Nullable String source, @Nullable String id, @Nullable String type, List<String> problems,
            String rawSha256, String contentType, String via, @Nullable Instant ruledAt, @Nullable String ruledBy,
            @Nullable String rulingReason) {
        static QuarantineRow of(Quarantined entry) {
            Ruling ruling = entry.ruling();
            return new QuarantineRow(entry.quarantineId(), entry.position(), entry.recordedAt(),
                    RecordJson.word(ruling == null ? Status.OPEN : ruling.status()), entry.reason(), entry.source(),
                    entry.id(), entry.type(), entry.problems(), entry.rawSha256(), entry.contentType(), entry.via(),
                    ruling == null ? null : ruling.recordedAt(), ruling == null ? null : ruling.by(),
                    ruling == null ? null : ruling.reason());
        }
    }

    /**
     * @param raw    the message as it came in, base64
     * @param stands for a conflict the content that stands
     */
    record QuarantineEntry(Instant asOf, long position, QuarantineRow entry, String raw, @Nullable Object stands) {}

    record ParkedList(Instant asOf, long position, List<ParkedRow> facts, @Nullable String nextCursor) {}

    /** @param waitsFor {@code opportunity}, {@code registration} or {@code dispute} */
    record ParkedRow(long position, Instant recordedAt, String waitsFor, String waitsForId, @Nullable Object source,
            @Nullable Object id, @Nullable Object kind, @Nullable Object occurredAt, @Nullable Object data) {
        static ParkedRow of(Parked parked) {
            Map<String, @Nullable Object> fact = Stored.read(parked.fact());
            return new ParkedRow(parked.position(), parked.recordedAt(), parked.waitsFor(), parked.waitsForId(),
                    fact.get("source"), fact.get("id"), fact.get("kind"), fact.get("occurred_at"), fact.get("data"));
        }
    }

    @GetMapping("/v1/quarantine")
    @Operation(summary = "Deliveries that a person decides about, oldest first")
    ResponseEntity<Object> quarantine(
            @Parameter(description = "open, released or discarded. Default: open") @RequestParam(name = "status", required = false) @Nullable String status,
            @Parameter(description = "Only these: unreadable, unknown_type, conflict, …") @RequestParam(name = "reason", required = false) @Nullable String reason,
            @Parameter(description = "Only what names this source") @RequestParam(name = "source", required = false) @Nullable String source,
            @Parameter(description = "Only this type of fact") @RequestParam(name = "type", required = false) @Nullable String type,
            @Parameter(description = "Only what came this way: http, kafka, connector:<name>") @RequestParam(name = "via", required = false) @Nullable String via,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Status wanted = status == null ? Status.OPEN : Parameters.word("status", status, Status.class);
        Cursor from = Cursor.parse(cursor, QUARANTINE, 1);
        long after = from == null ? -1 : from.number(0);
        QuarantineList page = views.ask(WaitingView.VIEW, Needs::shown, When.of(from, asOf, minPosition),
                (sql, moment) -> {
                    List<QuarantineRow> entries = WaitingView
                            .quarantined(sql, moment.asOf(), wanted, new WaitingView.Match(reason, source, type, via),
                                    after,
                                    rows)
                            .stream().map(QuarantineRow::of).toList();
                    return new QuarantineList(moment.asOf().at(), moment.asOf().position(), entries,
                            entries.size() < rows
                                    ? null
                                    : next(QUARANTINE, moment, entries.getLast().position()));
                });
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    @GetMapping("/v1/quarantine/{id}")
    @Operation(summary = "One quarantined delivery whole, with the message as it came in")
    QuarantineEntry quarantined(@PathVariable("id") String id,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition) {
        return views.ask(WaitingView.VIEW, WaitingView.needs(id), new When(asOf, minPosition), (sql, moment) -> {
            Quarantined entry = WaitingView.quarantined(sql, moment.asOf(), id)
                    .orElseThrow(() -> ProblemException.notFound("quarantined delivery", id));
            return new QuarantineEntry(moment.asOf().at(), moment.asOf().position(), QuarantineRow.of(entry),
                    entry.raw(), entry.stands() == null ? null : Stored.read(entry.stands()));
        });
    }

    @GetMapping("/v1/parked")
    @Operation(summary = "Facts that wait for something they name, oldest first")
    ResponseEntity<Object> parked(
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Cursor from = Cursor.parse(cursor, PARKED, 1);
        long after = from == null ? -1 : from.number(0);
        ParkedList page = views.ask(WaitingView.VIEW, Needs::shown, When.of(from, asOf, minPosition), (sql, moment) -> {
            List<ParkedRow> facts = WaitingView.parked(sql, moment.asOf(), after, rows).stream().map(ParkedRow::of)
                    .toList();
            return new ParkedList(moment.asOf().at(), moment.asOf().position(), facts,
                    facts.size() < rows ? null : next(PARKED, moment, facts.getLast().position()));
        });
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    private static String next(String list, Moment moment, long last) {
        return new Cursor(list, moment.asOf().position(), List.of(Long.toString(last))).text();
    }

    private static ResponseEntity<Object> csv(QuarantineList page) {
        var table = new CsvTable("quarantine_id", "position", "recorded_at", "status", "reason", "source", "id", "type",
                "problems", "via", "ruled_at", "ruled_by", "ruling_reason");
        page.entries().forEach(row -> table.add(row.quarantineId(), row.position(), row.recordedAt(), row.status(),
                row.reason(), CsvTable.text(row.source()), CsvTable.text(row.id()), CsvTable.text(row.type()),
                CsvTable.text(String.join("; ", row.problems())), CsvTable.text(row.via()), row.ruledAt(),
                CsvTable.text(row.ruledBy()), CsvTable.text(row.rulingReason())));
        return table.answer(page.nextCursor());
    }

    private static ResponseEntity<Object> csv(ParkedList page) {
        var table = new CsvTable("position", "recorded_at", "waits_for", "waits_for_id", "source", "id", "kind",
                "occurred_at");
        page.facts().forEach(row -> table.add(row.position(), row.recordedAt(), row.waitsFor(),
                CsvTable.text(row.waitsForId()), CsvTable.text(String.valueOf(row.source())),
                CsvTable.text(String.valueOf(row.id())), CsvTable.text(String.valueOf(row.kind())),
                row.occurredAt()));
        return table.answer(page.nextCursor());
    }
}
