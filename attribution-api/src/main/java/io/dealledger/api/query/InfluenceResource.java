package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.api.query.ProgramReading.Asked;
import io.dealledger.api.query.ProgramReading.Read;
import io.dealledger.api.query.Views.When;
import io.dealledger.program.Influence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What partners took part in. */
@RestController
@Tag(name = "programme")
class InfluenceResource {
    private final ProgramReading reading;

    InfluenceResource(ProgramReading reading) {
        this.reading = reading;
    }

    /**
     * @param influencedTotalDeduplicated each deal once, however many took part; null where a rate is missing
     * @param deals                       how many
     */
    record InfluenceAnswer(@JsonUnwrapped About about, @Nullable String influencedTotalDeduplicated, int deals,
            List<Touched> partners) {
        ResponseEntity<Object> csv() {
            var table = new CsvTable("partner_id", "touched_not_additive", "even_split_additive", "currency");
            partners.forEach(row -> table.add(CsvTable.text(row.partnerId()), row.touchedNotAdditive(),
                    row.evenSplitAdditive(), about.currency()));
            return table.answer(null);
        }
    }

    /**
     * @param touchedNotAdditive every deal that the partner took part in at its whole amount
     * @param evenSplitAdditive  each deal shared evenly among those who took part: this column adds up to the total
     */
    record Touched(String partnerId, @Nullable String touchedNotAdditive, @Nullable String evenSplitAdditive) {}

    @GetMapping("/v1/influence")
    @Operation(summary = "Won deals that partners took part in: by partner, shared evenly, and each once")
    ResponseEntity<Object> influence(
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        Read read = reading.read(new Asked(to, weeks, new When(asOf, minPosition), policy, definition));
        Influence influence = Influence.of(read.evidence(), read.span());
        var partners = new ArrayList<Touched>();
        influence.touched().forEach((partner, touched) -> partners.add(new Touched(partner, Shown.plain(touched),
                Shown.plain(influence.evenSplit().get(partner)))));
        var answer = new InfluenceAnswer(read.about(), Shown.plain(influence.total()), influence.deals(), partners);
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }
}
