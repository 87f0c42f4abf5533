package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.feed.Completeness;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.publication.PublicationView;
import io.dealledger.projections.share.Dimension;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.share.ShareView;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much of new revenue, and of new pipeline, partners sourced. */
@RestController
@Tag(name = "share")
class ShareResource {
    static final String AS_OF = "An RFC 3339 instant that has passed, or a ledger position such as p123. Default: now";
    static final String MIN_POSITION = "Wait up to 5 seconds until the answer reflects this position, e.g. that of a fact just posted";
    static final String POLICY = "Decide every deal as if this policy version governed it; stores nothing";
    static final String DEFINITION = "What is counted and how, e.g. vendor_net.new_revenue.iso_week.UTC.USD_dated. Default: as the policy in force reports";
    private static final int MOST_WEEKS = 520;
    private static final int HALF_YEAR = 26;

    private final Views views;
    private final WhatIf whatIf;
    private final FeedReading feeds;

    ShareResource(Views views, WhatIf whatIf, FeedReading feeds) {
        this.views = views;
        this.whatIf = whatIf;
        this.feeds = feeds;
    }

    @GetMapping("/v1/share")
    @Operation(summary = "The partner-sourced share of new revenue, by week and rolling")
    ResponseEntity<Object> share(
            @Parameter(description = "Last week, e.g. 2026-W15. Default: the last one that had ended") @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = "How many weeks. Default: 26") @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = "Take apart by segment, region, owner_ae or deal_type") @RequestParam(name = "by", required = false) @Nullable String by,
            @Parameter(description = AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = "vendor_net or customer_gross") @RequestParam(name = "basis", required = false) @Nullable String basis,
            @Parameter(description = "IANA time zone in which weeks begin") @RequestParam(name = "tz", required = false) @Nullable String tz,
            @Parameter(description = "iso_week, or e.g. 4-5-4@FY26@2026-02-01") @RequestParam(name = "calendar", required = false) @Nullable String calendar,
            @Parameter(description = MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        return answer(Scope.NEW_REVENUE, new Asked(to, weeks, by, new Definitions(definition, basis, tz, calendar),
                new When(asOf, minPosition), policy, format));
    }

    @GetMapping("/v1/pipeline-share")
    @Operation(summary = "The partner-sourced share of newly qualified pipeline, by week and rolling")
    ResponseEntity<Object> pipelineShare(
            @Parameter(description = "Last week, e.g. 2026-W15. Default: the last one that had ended") @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = "How many weeks. Default: 26") @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = "Take apart by segment, region, owner_ae or deal_type") @RequestParam(name = "by", required = false) @Nullable String by,
            @Parameter(description = AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = "IANA time zone in which weeks begin") @RequestParam(name = "tz", required = false) @Nullable String tz,
            @Parameter(description = "iso_week, or e.g. 4-5-4@FY26@2026-02-01") @RequestParam(name = "calendar", required = false) @Nullable String calendar,
            @Parameter(description = MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        return answer(Scope.NEW_PIPELINE, new Asked(to, weeks, by, new Definitions(definition, null, tz, calendar),
                new When(asOf, minPosition), policy, format));
    }

    /** What a caller says. */
    private record Asked(@Nullable String to, @Nullable String weeks, @Nullable String by, Definitions definitions,
            When when, @Nullable String policy, @Nullable String format) {}

    private ResponseEntity<Object> answer(Scope scope, Asked asked) {
        int count = Parameters.integer("weeks", asked.weeks(), HALF_YEAR, 1, MOST_WEEKS);
        Dimension by = Parameters.word("by", asked.by(), Dimension.class);
        Format format = Parameters.word("format", asked.format(), Format.class);
        ShareShown shown = views.ask(ShareView.VIEW, asked.when(), (sql, moment) -> {
            Definition definition = asked.definitions().of(ShareView.standard(sql, moment.asOf()), scope);
            Week last = asked.to() == null
                    ? lastEnded(definition, moment.asOf())
                    : Parameters.week("to", asked.to(), definition.calendar());
            Week first = ShareShown.reachable(definition.calendar(), last, count + HALF_YEAR - 1).getFirst();
            List<Week> weeks = ShareShown.reachable(definition.calendar(), last, count);
            ShareReading reading = asked.policy() == null
                    ? ShareView.read(sql, definition, moment.asOf(), moment.reflected(), first, last, by)
                    : ShareView.of(whatIf.ofAll(asked.policy(), moment.asOf()),
                            ShareView.rates(sql, definition, moment.asOf()), definition, first, last, by);
            return new ShareShown(reading, by, weeks, moment.asOf(), asked.policy(), Map.of(),
                    Completeness.NOTHING_SAID);
        });
        shown = shown.with(feeds.at(shown.asOf()))
                .withPublished(views.at(PublicationView.VIEW, shown.asOf(), published(shown)));
        if (format == Format.CSV) {
            return shown.csv();
        }
        WaitingView.Counts waiting = views.at(WaitingView.VIEW, shown.asOf(),
                (sql, moment) -> WaitingView.counts(sql, moment.asOf()));
        return ResponseEntity.ok(shown.json(waiting));
    }

    private static Views.Question<Map<String, PublicationRow>> published(ShareShown shown) {
        return (sql, moment) -> {
            var byWeek = new HashMap<String, PublicationRow>();
            PublicationView.ofWeeks(sql, moment.asOf(), shown.reading().whole().definition().id(),
                    shown.weeks().stream().map(Week::label).toList())
                    .forEach(row -> byWeek.put(row.week(), PublicationRow.of(row)));
            return byWeek;
        };
    }

    /** The last week that had ended at a moment. */
    static Week lastEnded(Definition definition, AsOf asOf) {
        LocalDate weekBefore = LocalDate.ofInstant(asOf.at(), definition.zone()).minusWeeks(1);
        Week week = definition.calendar().weekOf(weekBefore);
        if (week == null) {
            throw ProblemException.badParameter("to", "absent",
                    "a week of the calendar " + definition.calendar().id());
        }
        return week;
    }
}
