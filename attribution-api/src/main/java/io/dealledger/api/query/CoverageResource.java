package io.dealledger.api.query;

import io.dealledger.api.query.ProgramReading.Asked;
import io.dealledger.api.query.ProgramReading.Read;
import io.dealledger.api.query.Views.When;
import io.dealledger.program.AmplifierSizing;
import io.dealledger.program.Coverage;
import io.dealledger.program.ProgramGates;
import io.dealledger.program.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether partners are the front line. */
@RestController
@Tag(name = "programme")
class CoverageResource {
    private final ProgramReading reading;

    CoverageResource(ProgramReading reading) {
        this.reading = reading;
    }

    @GetMapping("/v1/coverage")
    @Operation(summary = "Who works which account first, and the coverage gate; the sizing of direct sales; reach")
    ResponseEntity<Object> coverage(
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        Read read = reading.read(new Asked(to, weeks, new When(asOf, minPosition), policy, definition));
        Coverage coverage = Coverage.of(read.evidence(), read.at());
        var answer = new CoverageAnswer(read.about(), coverage.accounts().size(), CoverageAnswer.Mode.of(coverage),
                GateAnswer.of(ProgramGates.coverage(read.evidence(), read.at())),
                CoverageAnswer.Sizing.of(AmplifierSizing.of(read.evidence(), read.span())),
                CoverageAnswer.Beyond.of(Reach.of(read.evidence(), read.span())));
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }
}
