package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.ShareAnswer.Sums;
import io.dealledger.api.query.Views.When;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.DealList;
import io.dealledger.projections.share.DealList.Counted;
import io.dealledger.projections.share.DealList.Deal;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
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

/** The deals behind a number. */
@RestController
@Tag(name = "opportunities")
class OpportunityListResource {
    private static final String LIST = "opportunities";
    private static final int MOST_WEEKS = 106;

    private final Views views;

    OpportunityListResource(Views views) {
        this.views = views;
    }

    /**
     * Deals by id. Where weeks were asked for: exactly those that add to them, so that all pages together are the totals.
     *
     * @param definition what is counted and how
     * @param to         the last week; null where none was asked for
     * @param totals     of all pages; null where no week was asked for
     */
    record OpportunityList(String definition, Instant asOf, long position, @Nullable String to, int weeks,
            @Nullable Sums totals, List<OpportunityRow> opportunities, @Nullable String nextCursor) {}

    /**
     * @param amount  what the vendor booked, in the deal's currency; null unless won
     * @param counted what it adds to the weeks asked for, in the definition's currency; null where no week was asked for
     *                    or no rate is known
     */
    record OpportunityRow(String opportunityId, String accountId, String status, String tag, String policy,
            String dealType, Instant createdAt, @Nullable Instant closedAt, @Nullable String amount,
            @Nullable String currency, @Nullable String counted, @Nullable String segment, @Nullable String region,
            @Nullable String ownerAe, List<String> sourcedBy, List<String> influencedBy, List<String> fulfilledBy) {
        static OpportunityRow of(Deal deal, @Nullable Totals counted) {
            return new OpportunityRow(deal.opportunityId(), deal.accountId(), RecordJson.word(deal.status()),
                    RecordJson.word(deal.tag()), deal.policy(), RecordJson.word(deal.dealType()), deal.createdAt(),
                    deal.closedAt(), deal.amount() == null ? null : plain(deal.amount()), deal.currency(),
                    counted == null || !counted.missing().isEmpty() ? null : plain(counted.total()), deal.segment(),
                    deal.region(), deal.ownerAe(), deal.sourcedBy(), deal.influencedBy(), deal.fulfilledBy());
        }
    }

    @GetMapping("/v1/opportunities")
    @Operation(summary = "Deals by week, tag, partner and segment; those of a week add up to it")
    ResponseEntity<Object> opportunities(
            @Parameter(description = "Only deals that add to this week, e.g. 2026-W15") @RequestParam(name = "week", required = false) @Nullable String week,
            @Parameter(description = "With week: that many weeks up to it. Default: 1") @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = "sourced, influenced, direct or out_of_scope") @RequestParam(name = "tag", required = false) @Nullable String tag,
            @Parameter(description = "Id of a partner that sourced or influenced it") @RequestParam(name = "partner", required = false) @Nullable String partner,
            @Parameter(description = "Segment as stated") @RequestParam(name = "segment", required = false) @Nullable String segment,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = "vendor_net or customer_gross") @RequestParam(name = "basis", required = false) @Nullable String basis,
            @Parameter(description = "IANA time zone in which weeks begin") @RequestParam(name = "tz", required = false) @Nullable String tz,
            @Parameter(description = "iso_week, or e.g. 4-5-4@FY26@2026-02-01") @RequestParam(name = "calendar", required = false) @Nullable String calendar,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        if (week == null && weeks != null) {
            throw ProblemException.badParameter("weeks", weeks, "nothing, or a week beside it");
        }
        Cursor from = Cursor.parse(cursor, LIST, 1);
        var asked = new Asked(week, Parameters.integer("weeks", weeks, 1, 1, MOST_WEEKS),
                new DealList.Filter(Parameters.word("tag", tag, io.dealledger.attribution.Tag.class), partner,
                        segment),
                from == null ? "" : from.after().getFirst(), Parameters.limit(limit));
        OpportunityList page = views.ask(ShareView.VIEW, When.of(from, asOf, minPosition), (sql, moment) -> {
            Definition counted = new Definitions(definition, basis, tz, calendar)
                    .of(ShareView.standard(sql, moment.asOf()), Scope.NEW_REVENUE);
            if (asked.week() == null) {
                List<OpportunityRow> rows = DealList
                        .page(sql, moment.asOf(), asked.filter(), asked.after(), asked.limit()).stream()
                        .map(deal -> OpportunityRow.of(deal, null)).toList();
                return asked.page(counted, moment.asOf(), null, null, rows);
            }
            Week last = Parameters.week("week", asked.week(), counted.calendar());
            Week first = ShareShown.reachable(counted.calendar(), last, asked.weeks()).getFirst();
            return asked.page(counted, moment.asOf(), last,
                    DealList.ofWeeks(sql, counted, moment.asOf(), first, last, asked.filter()));
        });
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    /** What a caller says. */
    private record Asked(@Nullable String week, int weeks, DealList.Filter filter, String after, int limit) {
        OpportunityList page(Definition definition, AsOf asOf, Week last, List<Counted> all) {
            Totals totals = all.stream().map(Counted::totals).reduce(Totals.zero(definition.currency()), Totals::plus);
            List<OpportunityRow> rows = all.stream()
                    .filter(counted -> counted.deal().opportunityId().compareTo(after) > 0).limit(limit)
                    .map(counted -> OpportunityRow.of(counted.deal(), counted.totals())).toList();
            return page(definition, asOf, last, Sums.of(totals), rows);
        }

        OpportunityList page(Definition definition, AsOf asOf, @Nullable Week last, @Nullable Sums totals,
                List<OpportunityRow> rows) {
            String next = rows.size() < limit
                    ? null
                    : new Cursor(LIST, asOf.position(), List.of(rows.getLast().opportunityId())).text();
            return new OpportunityList(definition.id(), asOf.at(), asOf.position(), last == null ? null : last.label(),
                    last == null ? 0 : weeks, totals, rows, next);
        }
    }

    private static ResponseEntity<Object> csv(OpportunityList page) {
        var table = new CsvTable("opportunity_id", "account_id", "status", "tag", "policy", "deal_type", "created_at",
                "closed_at", "amount", "currency", "counted", "segment", "region", "owner_ae", "sourced_by",
                "influenced_by", "fulfilled_by");
        page.opportunities().forEach(row -> table.add(CsvTable.text(row.opportunityId()),
                CsvTable.text(row.accountId()), row.status(), row.tag(), CsvTable.text(row.policy()), row.dealType(),
                row.createdAt(), row.closedAt(), row.amount(), row.currency(), row.counted(),
                CsvTable.text(row.segment()), CsvTable.text(row.region()), CsvTable.text(row.ownerAe()),
                CsvTable.texts(row.sourcedBy()), CsvTable.texts(row.influencedBy()),
                CsvTable.texts(row.fulfilledBy())));
        return table.answer(page.nextCursor());
    }
}
