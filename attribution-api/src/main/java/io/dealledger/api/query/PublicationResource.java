package io.dealledger.api.query;

import io.dealledger.api.query.Views.When;
import io.dealledger.projections.publication.PublicationView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was published, as it was sealed. */
@RestController
@Tag(name = "publications")
class PublicationResource {
    private static final String LIST = "publications";

    private final Views views;

    PublicationResource(Views views) {
        this.views = views;
    }

    record PublicationList(Instant asOf, long position, List<PublicationRow> publications,
            @Nullable String nextCursor) {}

    @GetMapping("/v1/publications")
    @Operation(summary = "The weeks published, each with its numbers as they stood then, oldest first")
    ResponseEntity<Object> publications(
            @Parameter(description = "Only this week, e.g. 2026-W15") @RequestParam(name = "week", required = false) @Nullable String week,
            @Parameter(description = "Only this definition, e.g. vendor_net.new_revenue.iso_week.UTC.USD_dated") @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        String wanted = definition == null ? null : WeekNumbers.definition(definition).id();
        Cursor from = Cursor.parse(cursor, LIST, 1);
        long after = from == null ? -1 : from.number(0);
        PublicationList page = views.ask(PublicationView.VIEW, When.of(from, asOf, minPosition), (sql, moment) -> {
            List<PublicationRow> found = PublicationView.page(sql, moment.asOf(), week, wanted, after, rows).stream()
                    .map(PublicationRow::of).toList();
            return new PublicationList(moment.asOf().at(), moment.asOf().position(), found, found.size() < rows
                    ? null
                    : new Cursor(LIST, moment.asOf().position(),
                            List.of(Long.toString(found.getLast().position()))).text());
        });
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    private static ResponseEntity<Object> csv(PublicationList page) {
        var table = new CsvTable("definition", "week", "published_at", "position", "as_of_position", "currency",
                "sourced", "influenced", "direct", "total", "share");
        page.publications().forEach(row -> table.add(row.definition(), row.week(), row.publishedAt(), row.position(),
                row.asOfPosition(), row.text("currency"), row.text("sourced"), row.text("influenced"),
                row.text("direct"), row.text("total"), row.text("share")));
        return table.answer(page.nextCursor());
    }
}
