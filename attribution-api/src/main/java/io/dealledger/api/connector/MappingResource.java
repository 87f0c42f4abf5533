package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.MappingDocument;
import io.dealledger.api.connector.mapping.MappingReader;
import io.dealledger.api.connector.mapping.UnreadableMappingException;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.json.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The documents that say what a connector's records mean. */
@RestController
@Tag(name = "Connectors")
final class MappingResource {
    private final Connectors connectors;
    private final MappingBook book;
    private final InstantSource clock;
    private final MappingReader reader = new MappingReader();

    MappingResource(Connectors connectors, MappingBook book, InstantSource clock) {
        this.connectors = connectors;
        this.book = book;
        this.clock = clock;
    }

    /**
     * @param source  of the statements of this connector
     * @param mapping version of the document that reads its records; null where the program itself does
     * @param since   when a person put it in force; null where the settings name it
     */
    record Row(String connector, String source, @Nullable String mapping, @Nullable Instant since,
            @Nullable String putBy) {}

    record RowList(List<Row> connectors) {}

    @GetMapping("/v1/connectors")
    @Operation(summary = "Every connector, and the version of the mapping that reads its records")
    RowList list() {
        return new RowList(connectors.names().stream().map(this::row).toList());
    }

    @PutMapping("/v1/connectors/{connector}/mapping")
    @Operation(summary = "Puts a mapping document in force, and makes the connector if there is none of that name", description = """
            From the next message on; instead of the document that the settings name. Facts carry its version. A document \
            that does not hold together is refused with every fault that could be found, each with its place.""")
    Row put(@PathVariable String connector,
            @Parameter(description = "Who puts it") @RequestParam @Nullable String by, @RequestBody byte[] document) {
        if (!connector.matches(Connectors.NAME)) {
            throw ProblemException.badParameter("connector", connector, "a name of " + Connectors.NAME);
        }
        connectors.mayBeMapped(connector);
        check(connector, document);
        book.put(connector, MappingText.of(document), clock.instant(), by);
        return row(connector);
    }

    /** @param version by which it is known from now on */
    record Kept(String version) {}

    @PostMapping("/v1/mappings")
    @Operation(summary = "Checks a mapping document and keeps it, in force for nobody", description = "For a dry run: …/files?dry_run=true&mapping=<version>")
    Kept keep(@RequestBody byte[] document) {
        check("sent", document);
        MappingText mapping = MappingText.of(document);
        book.keep(mapping, clock.instant());
        return new Kept(mapping.version());
    }

    @GetMapping("/v1/connectors/{connector}/mapping")
    @Operation(summary = "The mapping document that reads this connector's records now")
    ResponseEntity<String> get(@PathVariable String connector) {
        MappingText mapping = connectors.door(connector).connector().mapping();
        if (mapping == null) {
            throw new ProblemException(ProblemType.NOT_FOUND,
                    "connector '" + connector + "' is read by the program itself, not by a mapping", null, connector,
                    null);
        }
        return document(mapping);
    }

    @GetMapping("/v1/mappings/{version}")
    @Operation(summary = "A mapping document by its version, as facts name it")
    ResponseEntity<String> version(@PathVariable String version) {
        return document(book.find(version).orElseThrow(() -> ProblemException.notFound("mapping version", version)));
    }

    private void check(String connector, byte[] document) {
        try {
            MappingDocument _ = reader.read(connector, document);
        } catch (UnreadableMappingException e) {
            Problem first = e.problems().getFirst();
            throw new ProblemException(ProblemType.BAD_MAPPING,
                    e.problems().stream().map(Problem::sentence).collect(Collectors.joining("; ")), first.member(),
                    first.value(), first.accepted());
        }
    }

    private Row row(String name) {
        Connector connector = connectors.door(name).connector();
        MappingText mapping = connector.mapping();
        Optional<MappingBook.InForce> put = book.inForce(name);
        return new Row(name, connector.source(), mapping == null ? null : mapping.version(),
                put.map(MappingBook.InForce::since).orElse(null), put.map(MappingBook.InForce::by).orElse(null));
    }

    private static ResponseEntity<String> document(MappingText mapping) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header("Mapping-Version", mapping.version()).body(mapping.json());
    }
}
