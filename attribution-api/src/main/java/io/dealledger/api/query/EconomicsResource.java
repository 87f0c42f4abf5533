package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.ProgramReading.Asked;
import io.dealledger.api.query.ProgramReading.Read;
import io.dealledger.api.query.Views.When;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.Economics;
import io.dealledger.program.PartnerManagers;
import io.dealledger.program.ProgramGates;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether partners are the cheaper way to a qualified opportunity. */
@RestController
@Tag(name = "programme")
class EconomicsResource {
    private final ProgramReading reading;

    EconomicsResource(ProgramReading reading) {
        this.reading = reading;
    }

    @GetMapping("/v1/economics")
    @Operation(summary = "What a qualified opportunity costs through partners and directly, and the economics gate")
    ResponseEntity<Object> economics(
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = "Cost categories to leave out, e.g. partner_managers,enablement; the gate stays fully loaded") @RequestParam(name = "leave_out", required = false) @Nullable String leaveOut,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        Read read = reading.read(new Asked(to, weeks, new When(asOf, minPosition), policy, definition));
        Set<String> leftOut = new TreeSet<>(Parameters.words("leave_out", leaveOut));
        Economics economics = Economics.of(read.evidence(), read.span(), leftOut);
        requireRecorded(leftOut, economics);
        var answer = new EconomicsAnswer(read.about(), List.copyOf(leftOut),
                EconomicsAnswer.Side.of(economics, economics.partner(), leftOut),
                EconomicsAnswer.Side.of(economics, economics.direct(), leftOut), Fraction.show(economics.ratio()),
                RecordJson.word(economics.gate()),
                GateAnswer.of(ProgramGates.economics(read.evidence(), read.span())),
                EconomicsAnswer.Campaigns.of(economics),
                EconomicsAnswer.Managers.of(PartnerManagers.of(read.evidence(), read.span()), economics));
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }

    /** A misspelt category would leave nothing out in silence. */
    private static void requireRecorded(Set<String> leftOut, Economics economics) {
        Set<String> recorded = new TreeSet<>(economics.partner().byCategory().keySet());
        recorded.addAll(economics.direct().byCategory().keySet());
        for (String category : leftOut) {
            if (!recorded.contains(category)) {
                throw ProblemException.badParameter("leave_out", category,
                        recorded.isEmpty()
                                ? "nothing: no cost was recorded for these weeks"
                                : "categories recorded for these weeks: " + String.join(", ", recorded));
            }
        }
    }
}
