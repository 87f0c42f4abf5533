package io.dealledger.api.query;

import io.dealledger.api.query.RestatementAnswer.Change;
import io.dealledger.api.query.RestatementAnswer.RestatedWeek;
import io.dealledger.api.query.Views.When;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.publication.PublicationView;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why published numbers are not what is known now. */
@RestController
@Tag(name = "publications")
class RestatementResource {
    private static final String LIST = "restatements";

    private final Views views;
    private final Restatements restatements;

    RestatementResource(Views views, Restatements restatements) {
        this.views = views;
        this.restatements = restatements;
    }

    @GetMapping("/v1/restatements")
    @Operation(summary = "Each change to a published week: cause, amount, deal, and the facts and people behind it")
    ResponseEntity<Object> restatements(
            @Parameter(description = "Only this week, e.g. 2026-W15. Default: every published week, oldest publication first") @RequestParam(name = "week", required = false) @Nullable String week,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Weeks per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Cursor from = Cursor.parse(cursor, LIST, 1);
        long after = from == null ? -1 : from.number(0);
        When when = When.of(from, asOf, minPosition);
        record Asked(AsOf asOf, Definition definition) {}
        var asked = views.ask(ShareView.VIEW, when, (sql, moment) -> new Asked(moment.asOf(), definition == null
                ? ShareView.standard(sql, moment.asOf())
                : WeekNumbers.definition(definition)));
        if (week != null) {
            WeekNumbers.week(week, asked.definition());
        }
        List<PublicationRow> published = views.at(PublicationView.VIEW, asked.asOf(),
                (sql, moment) -> PublicationView.page(sql, moment.asOf(), week, asked.definition().id(), after, rows)
                        .stream().map(PublicationRow::of).toList());
        List<RestatedWeek> weeks = published.stream()
                .map(row -> restatements.of(row, asked.definition(), asked.asOf())).toList();
        var answer = new RestatementAnswer(asked.asOf().at(), asked.asOf().position(), asked.definition().id(),
                ShareShown.GOVERNING, asked.definition().currency().getCurrencyCode(), weeks,
                published.size() < rows
                        ? null
                        : new Cursor(LIST, asked.asOf().position(),
                                List.of(Long.toString(published.getLast().position()))).text());
        return form == Format.CSV ? csv(answer) : ResponseEntity.ok(answer);
    }

    private static ResponseEntity<Object> csv(RestatementAnswer answer) {
        var table = new CsvTable("week", "published_at", "opportunity_id", "cause", "sourced", "influenced", "direct",
                "total", "tag_before", "tag_after", "facts");
        for (RestatedWeek week : answer.weeks()) {
            for (Change change : week.changes()) {
                table.add(week.week(), week.publishedAt(), CsvTable.text(change.opportunityId()), change.cause(),
                        change.delta().sourced(), change.delta().influenced(), change.delta().direct(),
                        change.delta().total(), change.before(), change.after(), CsvTable.text(
                                String.join("; ", change.facts().stream().map(FactBehind::inWords).toList())));
            }
        }
        return table.answer(answer.nextCursor());
    }
}
