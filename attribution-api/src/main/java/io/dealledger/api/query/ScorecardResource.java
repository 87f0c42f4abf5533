package io.dealledger.api.query;

import io.dealledger.api.query.ProgramReading.Asked;
import io.dealledger.api.query.ProgramReading.Read;
import io.dealledger.api.query.Views.When;
import io.dealledger.api.statistics.CommonsStudentT;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.money.Fraction;
import io.dealledger.program.EcosystemScorecard;
import io.dealledger.program.Enablement;
import io.dealledger.program.ProgramGates;
import io.dealledger.program.ScorecardPrimacy;
import io.dealledger.program.TaggedForecast;
import io.dealledger.program.TimeToMotion;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Week;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the company is measured by, and how the ecosystem does. */
@RestController
@Tag(name = "programme")
class ScorecardResource {
    private static final int HALF_YEAR = 26;

    private final ProgramReading reading;
    private final KnownPolicies policies;

    ScorecardResource(ProgramReading reading, KnownPolicies policies) {
        this.reading = reading;
        this.policies = policies;
    }

    @GetMapping("/v1/scorecard")
    @Operation(summary = "The weights of the company scorecard and their gate; the ecosystem's revenue, capacity, delivery, outcomes, motion and forecast")
    ResponseEntity<Object> scorecard(
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        Read read = reading.read(new Asked(to, weeks, new When(asOf, minPosition), policy, definition));
        EcosystemScorecard ecosystem = EcosystemScorecard.of(read.evidence(), read.span());
        TimeToMotion motion = TimeToMotion.of(read.evidence(), read.at(), policy(read, policy).activitiesThatCount(),
                rolling(read));
        var answer = new ScorecardAnswer(read.about(),
                ScorecardAnswer.Published.of(ScorecardPrimacy.at(read.evidence(), read.at())),
                GateAnswer.of(ProgramGates.scorecard(read.evidence(), read.at())), Shown.plain(ecosystem.sourced()),
                Shown.plain(ecosystem.influenced()), ScorecardAnswer.Capacity.of(ecosystem.capacity()),
                ScorecardAnswer.Delivery.of(ecosystem.delivery()),
                OutcomesAnswer.of(ecosystem.outcomes(), new CommonsStudentT()),
                ScorecardAnswer.EnablementShares.of(Enablement.at(read.evidence(), read.at(), read.span())),
                ScorecardAnswer.Motion.of(motion),
                ScorecardAnswer.ForecastLine.of(TaggedForecast.of(read.evidence(), read.span())));
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }

    private Policy policy(Read read, @Nullable String version) {
        Policies known = policies.at(read.asOf());
        return version == null ? known.governing(read.asOf().at()) : KnownPolicies.whatIf(known, version);
    }

    /** The share over the 26 weeks that had ended by a day; null where the calendar does not reach back. */
    private static Function<LocalDate, @Nullable Fraction> rolling(Read read) {
        Definition definition = read.definition();
        List<Posting> postings = read.evidence().decisions().stream()
                .flatMap(decision -> definition.scope().postings(decision, definition.currency()).stream()).toList();
        ShareSeries series = ShareSeries.of(definition, postings, read.evidence().rates());
        return day -> {
            Week last = definition.calendar().weekOf(day.minusWeeks(1));
            return last == null || ShareShown.reachable(definition.calendar(), last, HALF_YEAR).size() < HALF_YEAR
                    ? null
                    : series.rolling(last, HALF_YEAR).share();
        };
    }
}
