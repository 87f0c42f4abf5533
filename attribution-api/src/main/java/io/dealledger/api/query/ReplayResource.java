package io.dealledger.api.query;

import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Decides everything again under another policy and shows what it would move. Stores nothing. */
@RestController
@Tag(name = "replays")
class ReplayResource {
    private static final int DEALS = 1_000;
    private static final int MOST_DEALS = 10_000;

    private final Views views;
    private final WhatIf whatIf;
    private final EvidenceReading evidence;
    private final KnownPolicies policies;

    ReplayResource(Views views, WhatIf whatIf, EvidenceReading evidence, KnownPolicies policies) {
        this.views = views;
        this.whatIf = whatIf;
        this.evidence = evidence;
        this.policies = policies;
    }

    @PostMapping(path = "/v1/replays", consumes = "application/json")
    @Operation(summary = "What another policy, a version known or a document posted, would move: deal by deal, by week, partner and seller; stores nothing")
    ReplayAnswer replay(@RequestBody byte[] body) {
        ReplayRequest request = ReplayRequest.read(body);
        int limit = Parameters.integer("limit", request.limit() == null ? null : request.limit().toString(), DEALS, 1,
                MOST_DEALS);
        ReplayComparison.Range range = views.ask(ShareView.VIEW, new When(request.asOf(), null), (sql, moment) -> {
            AsOf asOf = moment.asOf();
            Definition standard = ShareView.standard(sql, asOf);
            Definition definition = request.definition() == null
                    ? standard
                    : WeekNumbers.definition(request.definition());
            return new ReplayComparison.Range(definition, asOf, ShareView.rates(sql, definition, asOf),
                    week("to", request.to(), definition, ShareResource.lastEnded(definition, asOf)),
                    request.from() == null
                            ? ReplayComparison.week(ShareView.firstPosting(sql, definition.scope(), asOf), definition)
                            : WeekNumbers.week(request.from(), definition));
        });
        Policies known = policies.at(range.asOf());
        Policy policy = request.under(known);
        List<Decision> recorded = evidence.at(range.asOf(), null, range.definition().with(Scope.NEW_REVENUE))
                .decisions();
        return new ReplayComparison(range, recorded, whatIf.ofAll(known, policy, range.asOf()))
                .answer(policy.version(), request.after(), limit);
    }

    private static Week week(String name, @Nullable String text, Definition definition, Week standard) {
        return text == null ? standard : Parameters.week(name, text, definition.calendar());
    }
}
