package io.dealledger.api.query;

import io.dealledger.api.query.VerdictReading.Asked;
import io.dealledger.api.query.Views.When;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the company may call itself. */
@RestController
@Tag(name = "verdict")
class VerdictResource {
    private final VerdictReading reading;

    VerdictResource(VerdictReading reading) {
        this.reading = reading;
    }

    @GetMapping("/v1/verdict")
    @Operation(summary = "The honest label of a week: the tests in order, the five gates, what is unknown, and which deals decide it")
    VerdictAnswer verdict(
            @Parameter(description = "The week judged, e.g. 2026-W26. Default: the last one that had ended") @RequestParam(name = "week", required = false) @Nullable String week,
            @Parameter(description = "First week of history, or unlimited. Default: the week of the first amount") @RequestParam(name = "history_from", required = false) @Nullable String historyFrom,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = "vendor_net or customer_gross") @RequestParam(name = "basis", required = false) @Nullable String basis,
            @Parameter(description = "IANA time zone in which weeks begin") @RequestParam(name = "tz", required = false) @Nullable String tz,
            @Parameter(description = "iso_week, or e.g. 4-5-4@FY26@2026-02-01") @RequestParam(name = "calendar", required = false) @Nullable String calendar,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition) {
        return VerdictAnswer.of(reading.judge(new Asked(week, historyFrom,
                new Definitions(definition, basis, tz, calendar), new When(asOf, minPosition), policy)));
    }
}
