package io.dealledger.api.connector;

import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where vendors send their messages and people upload their exports. */
@RestController
@RequestMapping("/v1/connectors/{connector}/{feed}")
@Tag(name = "Connectors")
final class ConnectorResource {
    static final int MESSAGE_LIMIT = 10 * 1024 * 1024;
    static final int FILE_LIMIT = 64 * 1024 * 1024;
    /** Kept beside the raw bytes; every other header could carry a secret. */
    private static final List<String> KEPT_HEADERS = List.of("content-type", "content-encoding", "user-agent", "date",
            "x-request-id", ImportedFrom.FILE, ImportedFrom.ROWS);

    private final Connectors connectors;
    private final ConnectorService service;
    private final ConnectorStore store;
    private final Later later;
    private final InstantSource clock;

    ConnectorResource(Connectors connectors, ConnectorService service, ConnectorStore store, Later later,
            InstantSource clock) {
        this.connectors = connectors;
        this.service = service;
        this.store = store;
        this.later = later;
        this.clock = clock;
    }

    @Operation(summary = "A vendor's message: checked and stored whole, then read and counted in", description = """
            The signature, where one is set up, is checked over the raw bytes before anything is read. Answers when \
            everything that the message says is durable; a connector whose vendor does not wait that long answers when \
            the message itself is. Records that cannot be read are quarantined whole and do not stop the others.""")
    @PostMapping
    ConnectorAnswer take(@PathVariable String connector, @PathVariable String feed,
            @RequestParam @Nullable String source, HttpServletRequest request) throws IOException {
        return take(connector, feed, null, source, request);
    }

    @Operation(summary = "The same, for a connector whose address ends in a secret")
    @PostMapping("/{secret}")
    ConnectorAnswer take(@PathVariable String connector, @PathVariable String feed,
            @PathVariable @Nullable String secret,
            @RequestParam @Nullable String source, HttpServletRequest request) throws IOException {
        return take(connectors.door(connector), feed, secret, source, request, body(request, MESSAGE_LIMIT));
    }

    @Operation(summary = "A vendor's message in XML, answered in XML where the vendor waits for that", description = """
            A Salesforce outbound message is acknowledged when everything that it says is durable. Where that fails the \
            answer says so too, and the vendor sends it again.""")
    @PostMapping(path = {"", "/{secret}"}, consumes = {MediaType.TEXT_XML_VALUE, MediaType.APPLICATION_XML_VALUE,
        "application/soap+xml"})
    ResponseEntity<Object> takeXml(@PathVariable String connector, @PathVariable String feed,
            @PathVariable(required = false) @Nullable String secret, @RequestParam @Nullable String source,
            HttpServletRequest request) throws IOException {
        Connectors.Door door = connectors.door(connector);
        byte[] body = body(request, MESSAGE_LIMIT);
        byte[] stored = door.connector().acknowledgement(body, true);
        try {
            ConnectorAnswer answer = take(door, feed, secret, source, request, body);
            return stored == null
                    ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer)
                    : ResponseEntity.ok().contentType(MediaType.TEXT_XML).body(stored);
        } catch (IntakeUnavailableException e) {
            byte[] failed = door.connector().acknowledgement(body, false);
            if (failed == null) {
                throw e;
            }
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).contentType(MediaType.TEXT_XML).body(failed);
        }
    }

    private ConnectorAnswer take(Connectors.Door door, String feed, @Nullable String secret, @Nullable String source,
            HttpServletRequest request, byte[] body) {
        if (!matches(door.secret(), secret)) {
            throw Refusals.unknownAddress();
        }
        door.check(body, request::getHeader, clock.instant());
        Message message = message(door, feed, source, body, false);
        if (door.connector().answersFirst()) {
            service.store(door.connector(), message, headers(request));
            later.wake();
            return ConnectorAnswer.of(new Report(List.of(), List.of()));
        }
        return ConnectorAnswer.of(service.take(door.connector(), message, false, headers(request)));
    }

    @Operation(summary = "An export: CSV or JSON, as the connector's mapping says", description = """
            With dry_run=true nothing is stored: the answer says what would happen, and shows the first problems. A file \
            that was imported before by the same mapping is not read again unless again=true. With details=false the \
            answer counts, and names the first problems only.""")
    @PostMapping("/files")
    ConnectorAnswer.OfFile importFile(@PathVariable String connector, @PathVariable String feed,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean again,
            @RequestParam(defaultValue = "true") boolean details,
            @Parameter(description = "Of a dry run: as if this version were in force") @RequestParam @Nullable String mapping,
            @RequestParam @Nullable String source, HttpServletRequest request) throws IOException {
        if (mapping != null && !dryRun) {
            throw ProblemException.badParameter("mapping", mapping, "nothing but with dry_run=true; a version is put in"
                    + " force with PUT /v1/connectors/" + connector + "/mapping");
        }
        Connectors.Door door = mapping == null
                ? connectors.door(connector)
                : connectors.supposed(connector, mapping);
        byte[] body = body(request, FILE_LIMIT);
        Message message = message(door, feed, source, body, true);
        MappingText reader = door.connector().mapping();
        Instant before = store.imported(connector, body, reader == null ? null : reader.version());
        if (dryRun) {
            Plan plan = service.plan(door.connector(), message);
            return new ConnectorAnswer.OfFile(true, before, ConnectorAnswer.outcomes(plan.lines()), plan.kinds(),
                    Map.of(), ConnectorAnswer.problems(plan.lines()), null);
        }
        if (before != null && !again) {
            return new ConnectorAnswer.OfFile(false, before, Map.of(), Map.of(), Map.of(), List.of(), null);
        }
        Report report = service.take(door.connector(), message, true, headers(request));
        return new ConnectorAnswer.OfFile(false, before, ConnectorAnswer.outcomes(report.records()), Map.of(),
                ConnectorAnswer.facts(report.receipts()), ConnectorAnswer.problems(report.records()),
                details ? ConnectorAnswer.of(report) : null);
    }

    @Operation(summary = "Stored messages, read again", description = """
            After a mapping or a setting was corrected. What was counted in before is not counted again: its statements \
            have the same ids. Names one message by the SHA-256 of its bytes, or all of the feed since an instant.""")
    @PostMapping("/again")
    ConnectorAnswer again(@PathVariable String connector, @PathVariable String feed,
            @RequestParam @Nullable String sha256, @RequestParam @Nullable Instant since) {
        if (sha256 == null && since == null) {
            throw ProblemException.badParameter("sha256", "absent", "the SHA-256 of a message, or since=<instant>");
        }
        Connectors.Door door = connectors.door(connector);
        var lines = new ArrayList<Report.Line>();
        var receipts = new ArrayList<Receipt>();
        for (long id : store.taken(connector, feed, sha256, since == null ? Instant.EPOCH : since)) {
            Report report = service.count(door.connector(), store.message(id));
            lines.addAll(report.records());
            receipts.addAll(report.receipts());
        }
        return ConnectorAnswer.of(new Report(lines, receipts));
    }

    private Message message(Connectors.Door door, String feed, @Nullable String source, byte[] body, boolean file) {
        String label = source == null ? door.connector().label(feed, file) : source;
        return new Message(feed, file ? label : door.connector().received(label), body,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** In constant time, so that a secret cannot be found letter by letter. */
    private static boolean matches(@Nullable String expected, @Nullable String given) {
        return expected == null || given == null
                ? expected == null && given == null
                : MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException if there are no bytes or too many */
    private static byte[] body(HttpServletRequest request, int limit) throws IOException {
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw Refusals.tooLarge(limit);
        }
        if (body.length == 0) {
            throw Refusals.emptyBody();
        }
        return body;
    }

    private static Map<String, @Nullable Object> headers(HttpServletRequest request) {
        var kept = new LinkedHashMap<String, @Nullable Object>();
        for (String name : KEPT_HEADERS) {
            if (request.getHeader(name) != null) {
                kept.put(name, request.getHeader(name));
            }
        }
        return kept;
    }
}
