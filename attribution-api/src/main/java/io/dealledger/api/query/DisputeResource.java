package io.dealledger.api.query;

import io.dealledger.account.AttributionDecided;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.DisputeAnswer.DisputeRow;
import io.dealledger.api.query.DisputeAnswer.Effect;
import io.dealledger.api.query.DisputeAnswer.Event;
import io.dealledger.api.query.DisputeAnswer.Tagged;
import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.DisputeStanding;
import io.dealledger.attribution.DisputeStanding.Status;
import io.dealledger.attribution.TraceStep;
import io.dealledger.fact.DisputeEvidenceAdded;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.engine.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who disagrees with which credit, what was decided, what is late. */
@RestController
@Tag(name = "disputes")
class DisputeResource {
    private static final String LIST = "disputes";

    private final Disputes disputes;
    private final DisputeStake stakes;
    private final Views views;

    DisputeResource(Disputes disputes, DisputeStake stakes, Views views) {
        this.disputes = disputes;
        this.stakes = stakes;
        this.views = views;
    }

    record DisputeList(Instant asOf, long position, List<DisputeRow> disputes, @Nullable String nextCursor) {}

    @GetMapping("/v1/disputes")
    @Operation(summary = "Disputes with their clocks, oldest first")
    ResponseEntity<Object> list(
            @Parameter(description = "open, under_appeal, decided, denied or without_force. Default: any") @RequestParam(name = "status", required = false) @Nullable String status,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Status wanted = Parameters.word("status", status, Status.class);
        Cursor from = Cursor.parse(cursor, LIST, 1);
        Disputes.Found found = disputes.page(When.of(from, asOf, minPosition), asOf != null,
                wanted == null ? EnumSet.allOf(Status.class) : EnumSet.of(wanted), from == null ? -1 : from.number(0),
                rows);
        String next = found.disputes().size() < rows
                ? null
                : new Cursor(LIST, found.asOf().position(),
                        List.of(Long.toString(found.disputes().getLast().dispute().openedPosition()))).text();
        var page = new DisputeList(found.asOf().at(), found.asOf().position(),
                found.disputes().stream().map(found::row).toList(), next);
        return form == Format.CSV ? csv(page) : ResponseEntity.ok(page);
    }

    @GetMapping("/v1/disputes/{id}")
    @Operation(summary = "One dispute whole: course, people, clocks, what the rules made of it, money at stake, effects")
    DisputeAnswer dispute(@PathVariable("id") String id,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition) {
        Disputes.Found found = disputes.one(new When(asOf, minPosition), asOf != null, id);
        if (found.disputes().isEmpty()) {
            throw ProblemException.notFound("dispute", id);
        }
        DisputeFacts facts = found.disputes().getFirst();
        List<Decided> history = history(facts.dispute().opportunityId(), found.asOf());
        List<TraceStep> rule = history.isEmpty()
                ? List.of()
                : DisputeStanding.of(history.getLast().event().decision()).stream()
                        .filter(standing -> standing.disputeId().equals(id)).flatMap(each -> each.steps().stream())
                        .toList();
        return new DisputeAnswer(found.asOf().at(), found.asOf().position(), facts.dispute().policy(),
                found.row(facts), ((DisputeOpened) facts.opening().fact()).statement(), events(facts, rule),
                rule.stream().map(AttributionAnswer.Step::of).toList(), stakes.of(facts, found.asOf()),
                effects(facts, history));
    }

    private static List<Event> events(DisputeFacts facts, List<TraceStep> rule) {
        return facts.said().stream().map(item -> new Event(item.behind(), rule.stream()
                .filter(step -> step.facts().contains(item.behind().fact()))
                .filter(_ -> !(item.fact() instanceof DisputeOpened || item.fact() instanceof DisputeEvidenceAdded))
                .map(TraceStep::code).findFirst().orElse(null), item.data())).toList();
    }

    /** A decision on the deal, and where the ledger holds it. */
    private record Decided(DealView.Decided row, AttributionDecided event) {}

    /** Oldest first. */
    private List<Decided> history(String opportunityId, AsOf asOf) {
        return views.at(DealView.VIEW, asOf, (sql, _) -> DealView.history(sql, opportunityId, asOf).reversed().stream()
                .map(row -> new Decided(row,
                        RecordJson.readStored(AttributionDecided.class, Stored.read(row.event()))))
                .toList());
    }

    private static List<Effect> effects(DisputeFacts facts, List<Decided> history) {
        Set<String> names = facts.said().stream().map(item -> item.behind().fact()).collect(Collectors.toSet());
        var effects = new ArrayList<Effect>();
        Decision before = null;
        for (Decided decided : history) {
            AttributionDecided event = decided.event();
            if (event.causes().stream().anyMatch(names::contains)) {
                effects.add(new Effect(decided.row().position(), decided.row().recordedAt(), event.revision(),
                        event.causes(), before == null ? null : tagged(before), tagged(event.decision())));
            }
            before = event.decision();
        }
        return effects;
    }

    private static Tagged tagged(Decision decision) {
        return new Tagged(RecordJson.word(decision.tag()), decision.sourcedBy(), decision.influencedBy());
    }

    private static ResponseEntity<Object> csv(DisputeList page) {
        var table = new CsvTable("dispute_id", "opportunity_id", "account_id", "status", "in_force", "claimant",
                "claimed_tag", "claimed_partner", "tag", "filed_at", "filed_late", "acknowledge_by", "acknowledged_at",
                "decide_by", "decided_at", "overdue", "amount", "currency");
        page.disputes().forEach(row -> table.add(CsvTable.text(row.disputeId()), CsvTable.text(row.opportunityId()),
                CsvTable.text(row.accountId()), row.status(), row.inForce(), CsvTable.text(row.claimant()),
                row.claim().tag(), CsvTable.text(row.claim().partnerId()), row.tag(), row.clocks().filedAt(),
                row.clocks().filedLate(), row.clocks().acknowledgeBy(), row.clocks().acknowledgedAt(),
                row.clocks().decideBy(), row.clocks().decidedAt(), row.clocks().overdue(), row.amount(),
                row.currency()));
        return table.answer(page.nextCursor());
    }
}
