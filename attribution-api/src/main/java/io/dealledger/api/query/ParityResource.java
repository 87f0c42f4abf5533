package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.fact.CalendarPeriod;
import io.dealledger.money.Fraction;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.Suppression;
import io.dealledger.projections.parity.ParityView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.statistics.Welch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether sellers are paid as well for partner deals as for winning directly. */
@RestController
@Tag(name = "parity")
class ParityResource {
    private static final int LARGEST_GROUP = 1_000_000;

    private final Views views;
    private final ParityReading reading;
    private final int smallestGroup;

    ParityResource(Views views, ParityReading reading, ParitySettings settings) {
        this.views = views;
        this.reading = reading;
        this.smallestGroup = settings.smallestGroup();
    }

    @GetMapping("/v1/parity")
    @Operation(summary = "Comp parity: what plans pay for partner deals, beside the same deals as direct ones")
    ResponseEntity<Object> parity(
            @Parameter(description = "Of the close, e.g. 2026, 2026-H1, 2026-Q1, 2026-03 or 2026-02-01/2026-08-01. Default: the year of as_of") @RequestParam(name = "period", required = false) @Nullable String period,
            @Parameter(description = "Take apart by plan, ae, segment or region. Default: plan") @RequestParam(name = "by", required = false) @Nullable String by,
            @Parameter(description = "Only deals that this plan governs") @RequestParam(name = "plan_id", required = false) @Nullable String planId,
            @Parameter(description = "Only deals of this seller") @RequestParam(name = "ae_id", required = false) @Nullable String aeId,
            @Parameter(description = "Show no group of fewer sellers. Default and least: the setting ledger.parity.smallest-group") @RequestParam(name = "k", required = false) @Nullable String k,
            @Parameter(description = "How far below zero the whole interval may still reach and count as parity. Default: 0") @RequestParam(name = "tolerance", required = false) @Nullable String tolerance,
            @Parameter(description = "Fewer deals than this on either side are no verdict of the interval. Default: 5") @RequestParam(name = "min_n", required = false) @Nullable String minN,
            @Parameter(description = "true: deal by deal as well") @RequestParam(name = "deals", required = false) @Nullable String deals,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format wanted = Parameters.word("format", format, Format.class);
        ParityBy apart = Objects.requireNonNullElse(Parameters.word("by", by, ParityBy.class), ParityBy.PLAN);
        var numbers = new ParityNumbers(
                Parameters.integer("k", k, Math.max(smallestGroup, Suppression.DEFAULT_K), smallestGroup,
                        LARGEST_GROUP),
                tolerance(tolerance), Parameters.integer("min_n", minN, Welch.MINIMUM, 2, LARGEST_GROUP));
        boolean dealByDeal = Parameters.word("deals", deals, YesNo.class) == YesNo.TRUE;
        ParityShown shown = views.ask(ParityView.VIEW, new When(asOf, minPosition), (sql, moment) -> {
            Definition counted = new Definitions(definition, null, null, null)
                    .of(ParityView.standard(sql, moment.asOf()), Scope.NEW_REVENUE);
            String name = period != null
                    ? period
                    : Integer.toString(LocalDate.ofInstant(moment.asOf().at(), counted.zone()).getYear());
            CalendarPeriod span = period(name);
            ParityBooks books = reading.books(sql, moment, policy, counted)
                    .closedIn(at -> span.contains(at, counted.zone()));
            return new ParityShown(only(books, planId, aeId), counted, moment.asOf(), policy, name, span, apart,
                    numbers, dealByDeal);
        });
        return wanted == Format.CSV ? shown.csv() : ResponseEntity.ok(shown.json());
    }

    /** Spelt as in JSON. */
    private enum YesNo {
        TRUE, FALSE
    }

    private static ParityBooks only(ParityBooks books, @Nullable String planId, @Nullable String aeId) {
        ParityBooks ofPlan = planId == null ? books : books.of(ParityBy.PLAN.of(books), planId);
        return aeId == null ? ofPlan : ofPlan.of(ParityDeal::aeId, aeId);
    }

    private static CalendarPeriod period(String text) {
        CalendarPeriod period = CalendarPeriod.parse(text);
        if (period == null) {
            throw ProblemException.badParameter("period", text, CalendarPeriod.ACCEPTED);
        }
        return period;
    }

    private static Fraction tolerance(@Nullable String text) {
        if (text == null) {
            return Fraction.ZERO;
        }
        try {
            Fraction tolerance = Fraction.parse(text);
            if (tolerance.signum() >= 0) {
                return tolerance;
            }
        } catch (IllegalArgumentException _) {
            // refused below, like a negative one
        }
        throw ProblemException.badParameter("tolerance", text, "a rate of at least 0 such as 0.005");
    }
}
