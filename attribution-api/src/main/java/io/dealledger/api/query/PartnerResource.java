package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.ProgramReading.Asked;
import io.dealledger.api.query.ProgramReading.Read;
import io.dealledger.api.query.Views.When;
import io.dealledger.program.ProfileDrift;
import io.dealledger.program.ProfileDrift.IdealProfile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What partners produce, against what they were recruited for and can do. */
@RestController
@Tag(name = "programme")
class PartnerResource {
    private static final String LIST = "partners";

    private final ProgramReading reading;

    PartnerResource(ProgramReading reading) {
        this.reading = reading;
    }

    @GetMapping("/v1/partners")
    @Operation(summary = "Partners by id: what they sourced, took part in, can do and can take on; and all of them together")
    ResponseEntity<Object> partners(
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "Traits of the ideal partner, e.g. implements,regional: how many of those signed have all of them") @RequestParam(name = "ideal_traits", required = false) @Nullable String idealTraits,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        int rows = Parameters.limit(limit);
        Format form = Parameters.word("format", format, Format.class);
        Cursor from = Cursor.parse(cursor, LIST, 2);
        // the weeks of the first page hold for all, also where nobody named them
        Read read = reading.read(new Asked(from == null ? to : from.after().getFirst(), weeks,
                When.of(from, asOf, minPosition), policy, definition));
        PartnerRow.Book book = PartnerRow.Book.of(read);
        List<PartnerRow> page = book.partners().tailSet(from == null ? "" : from.after().getLast(), from == null)
                .stream().limit(rows).map(book::row).toList();
        String next = page.size() < rows
                ? null
                : new Cursor(LIST, read.asOf().position(),
                        List.of(read.about().to(), page.getLast().partnerId())).text();
        var answer = new PartnersAnswer(read.about(), PartnersAnswer.Together.of(book, drift(read, idealTraits)), page,
                next);
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }

    private static @Nullable ProfileDrift drift(Read read, @Nullable String idealTraits) {
        Set<String> traits = new TreeSet<>(Parameters.words("ideal_traits", idealTraits));
        return traits.isEmpty()
                ? null
                : ProfileDrift.of(read.evidence(), read.span(), new IdealProfile(String.join(",", traits), traits));
    }

    @GetMapping("/v1/partners/{id}/production")
    @Operation(summary = "What one partner produced in some weeks, and with which deals")
    ResponseEntity<Object> production(@PathVariable("id") String id,
            @Parameter(description = ProgramReading.TO) @RequestParam(name = "to", required = false) @Nullable String to,
            @Parameter(description = ProgramReading.WEEKS) @RequestParam(name = "weeks", required = false) @Nullable String weeks,
            @Parameter(description = ShareResource.AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = ShareResource.POLICY) @RequestParam(name = "policy", required = false) @Nullable String policy,
            @Parameter(description = ShareResource.DEFINITION) @RequestParam(name = "definition", required = false) @Nullable String definition,
            @Parameter(description = ShareResource.MIN_POSITION) @RequestParam(name = "min_position", required = false) @Nullable String minPosition,
            @Parameter(description = "json or csv") @RequestParam(name = "format", required = false) @Nullable String format) {
        Format form = Parameters.word("format", format, Format.class);
        Read read = reading.read(new Asked(to, weeks, new When(asOf, minPosition), policy, definition));
        PartnerRow.Book book = PartnerRow.Book.of(read);
        if (!book.partners().contains(id)) {
            throw ProblemException.notFound("partner", id);
        }
        PartnerProductionAnswer answer = PartnerProductionAnswer.of(book, id);
        return form == Format.CSV ? answer.csv() : ResponseEntity.ok(answer);
    }
}
