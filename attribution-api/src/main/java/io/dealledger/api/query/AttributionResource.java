package io.dealledger.api.query;

import io.dealledger.account.AttributionDecided;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.AttributionAnswer.DecisionRow;
import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.deal.DealView.Decided;
import io.dealledger.projections.engine.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who brought a deal, by which rules, from which facts. */
@RestController
@Tag(name = "opportunities")
class AttributionResource {
    private final Views views;
    private final WhatIf whatIf;

    AttributionResource(Views views, WhatIf whatIf) {
        this.views = views;
        this.whatIf = whatIf;
    }

    @GetMapping("/v1/opportunities/{id}/attribution")
    @Operation(summary = "The decision on a deal with its rule trace, and the decisions before it")
    AttributionAnswer attribution(@PathVariable("id") String id,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = "Decide as if this policy version governed; stores nothing") @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition) {
        var known = views.ask(DealView.VIEW, new When(asOf, minPosition),
                (sql, moment) -> new Known(moment.asOf(), DealView.history(sql, id, moment.asOf()).stream()
                        .map(Recorded::of).toList()));
        if (known.history().isEmpty()) {
            throw ProblemException.notFound("opportunity", id);
        }
        AttributionDecided inForce = known.history().getFirst().event();
        List<DecisionRow> rows = known.history().stream()
                .map(recorded -> DecisionRow.of(recorded.event(), recorded.row().position(),
                        recorded.row().recordedAt()))
                .toList();
        return policy == null
                ? AttributionAnswer.of(inForce.decision(), false, known.asOf(), rows)
                : AttributionAnswer.of(whatIf(inForce, policy, known.asOf()), true, known.asOf(), rows);
    }

    private record Known(AsOf asOf, List<Recorded> history) {}

    private record Recorded(Decided row, AttributionDecided event) {
        static Recorded of(Decided row) {
            return new Recorded(row, RecordJson.readStored(AttributionDecided.class, Stored.read(row.event())));
        }
    }

    private Decision whatIf(AttributionDecided inForce, String version, AsOf asOf) {
        return whatIf.ofAccount(inForce.accountId(), version, asOf).stream()
                .filter(decision -> decision.deal().opportunityId().equals(inForce.opportunityId())).findFirst()
                .orElseThrow(() -> new IllegalStateException("account " + inForce.accountId() + " has decided on "
                        + inForce.opportunityId() + ", but its facts do not name it"));
    }
}
