package io.dealledger.api.audit;

import io.dealledger.api.audit.KeptTables.Kept;
import io.dealledger.api.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What is kept beside the events, for an export. */
@RestController
@Tag(name = "ledger")
class KeptResource {
    /** What a proxy adds to a request that it passes on. */
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For");

    private final KeptTables tables;

    KeptResource(KeptTables tables) {
        this.tables = tables;
    }

    @GetMapping("/v1/ledger/kept/{table}")
    @Operation(summary = "What does not follow from the events and goes along with an export: one row a line, after a line with the position that it was read at")
    ResponseEntity<StreamingResponseBody> kept(@PathVariable("table") String table,
            @RequestHeader HttpHeaders headers) {
        Kept kept = Kept.of(table);
        if (kept == null) {
            throw ProblemException.badParameter("table", table, "one of " + String.join(", ", Kept.tables()));
        }
        if (kept.personal() && FORWARDED.stream().anyMatch(headers::containsHeader)) {
            throw ProblemException.badParameter("table", table,
                    "a table that names nobody: this one is handed out on the service's own machine, not through a proxy");
        }
        return ResponseEntity.ok().contentType(LedgerResource.NDJSON).body(out -> {
            tables.forEach(kept, row -> {
                out.write(row.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            });
            out.write("{}\n".getBytes(StandardCharsets.UTF_8)); // it was not cut off
        });
    }
}
