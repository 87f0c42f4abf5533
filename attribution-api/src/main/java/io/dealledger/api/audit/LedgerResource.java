package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.query.Parameters;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.StoredRecords;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.LedgerRecord;
import io.dealledger.projections.seal.SealView;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.TlogProof;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events as stored, and proof of each. */
@RestController
@Tag(name = "ledger")
class LedgerResource {
    static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
    /** An event is under a signed checkpoint a second after its commit. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LedgerStore ledger;
    private final StoredRecords records;
    private final ViewReader views;
    private final SignedCheckpoints checkpoints;

    LedgerResource(LedgerStore ledger, StoredRecords records, ViewReader views, SignedCheckpoints checkpoints) {
        this.ledger = ledger;
        this.records = records;
        this.views = views;
        this.checkpoints = checkpoints;
    }

    /** How the events are written. */
    enum Form {
        JSON, NDJSON
    }

    @GetMapping("/v1/ledger/entries")
    @Operation(summary = "The events as stored, byte for byte, in the ledger's order")
    ResponseEntity<byte[]> entries(
            @Parameter(description = "First position. Default: 0") @RequestParam(name = "from", required = false) @Nullable String from,
            @Parameter(description = "Events per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "json, or ndjson for one event a line: the SHA-256 of a line is its record_sha256") @RequestParam(name = "format", required = false) @Nullable String format) {
        long first = from == null ? 0 : Parameters.position("from", from);
        int rows = Parameters.limit(limit);
        Form form = Parameters.word("format", format, Form.class);
        List<LedgerRecord> page = records.records(first - 1, rows);
        var body = new ByteArrayOutputStream();
        if (form == Form.NDJSON) {
            for (LedgerRecord record : page) {
                body.writeBytes(record.bytes());
                body.write('\n');
            }
            return ResponseEntity.ok().contentType(NDJSON).body(body.toByteArray());
        }
        body.writeBytes(ascii("{\"entries\":["));
        for (LedgerRecord record : page) {
            body.writeBytes(ascii(record == page.getFirst() ? "" : ","));
            body.writeBytes(record.bytes());
        }
        body.writeBytes(ascii("],\"next_from\":" + (page.size() < rows ? null : first + rows) + "}"));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * That one event is in the ledger.
     *
     * @param record       the event as stored
     * @param recordSha256 SHA-256 of the record's canonical JSON
     * @param entry        what the tree holds at the position
     * @param leaf         SHA-256(0x00 || entry), base64 like the other hashes
     * @param path         from the leaf's sibling up to the root
     * @param receipt      the same as a C2SP tlog-proof
     */
    record EntryProof(long position, String recordSha256, String entry, String leaf, long size, String root,
            List<String> path, String checkpoint, String receipt) {}

    @GetMapping("/v1/ledger/entries/{position}/proof")
    @Operation(summary = "Proof that an event is under the latest signed checkpoint; text/plain: as a C2SP tlog-proof")
    ResponseEntity<Object> proof(@PathVariable("position") String position,
            @Parameter(description = "json, or text for a C2SP tlog-proof. Default: json") @RequestParam(name = "format", required = false) @Nullable String format) {
        long index = Parameters.position("position", position);
        ProofForm form = Parameters.word("format", format, ProofForm.class);
        LedgerRecord record = records.records(List.of(index)).stream().findFirst()
                .orElseThrow(() -> ProblemException.notFound("event at position", position));
        Signed signed = covering(index + 1);
        Checkpoint head = signed.checkpoint();
        List<Hash> path = views.ask(SealView.VIEW,
                (sql, _) -> MerkleTree.inclusion(SealView.tree(sql, head.size()), index, head.size()));
        String receipt = new TlogProof(index, path, signed.note()).format();
        if (form == ProofForm.TEXT) {
            return ResponseEntity.ok().contentType(TileResource.TEXT).body(receipt);
        }
        return ResponseEntity.ok(new EntryProof(index, record.sha256(),
                new String(record.entry(), StandardCharsets.UTF_8), Hash.ofLeaf(record.entry()).base64(), head.size(),
                head.root().base64(), path.stream().map(Hash::base64).toList(), signed.note().format(), receipt));
    }

    /** How a proof is written. */
    enum ProofForm {
        JSON, TEXT
    }

    /** That one state of the ledger continues an earlier one. @param proof RFC 6962, 2.1.2, base64 */
    record Consistency(long from, long to, String fromRoot, String toRoot, List<String> proof, String checkpoint) {}

    @GetMapping("/v1/ledger/consistency")
    @Operation(summary = "Proof that the latest signed checkpoint continues an earlier state of the ledger")
    Consistency consistency(
            @Parameter(description = "Number of events of the earlier state") @RequestParam(name = "from") String from) {
        long size = Parameters.position("from", from);
        long head = ledger.head() + 1;
        if (size > head) {
            throw ProblemException.badParameter("from", from, "a number of events up to " + head);
        }
        Signed signed = covering(size);
        Checkpoint now = signed.checkpoint();
        return views.ask(SealView.VIEW, (sql, _) -> {
            var tree = SealView.tree(sql, now.size());
            return new Consistency(size, now.size(), MerkleTree.root(tree, size).base64(), now.root().base64(),
                    MerkleTree.consistency(tree, size, now.size()).stream().map(Hash::base64).toList(),
                    signed.note().format());
        });
    }

    private Signed covering(long size) {
        Signed signed = checkpoints.covering(size, PATIENCE);
        if (signed == null) {
            throw new ProblemException(ProblemType.VIEW_BEHIND, "no checkpoint over " + size
                    + " events has been signed yet; /actuator/health says under sealWatch what stops it", null, null,
                    null);
        }
        return signed;
    }

    /**
     * Who signs.
     *
     * @param origin the log's name in its checkpoints; null before the first one
     */
    record Keys(@Nullable String origin, List<Key> keys) {}

    /** @param vkey a C2SP verifier key */
    record Key(String vkey, Instant since) {}

    @GetMapping("/v1/ledger/keys")
    @Operation(summary = "The public keys that have signed; compare them with those that you were given by another way")
    Keys keys() {
        Signed latest = checkpoints.latest();
        return new Keys(latest == null ? null : latest.checkpoint().origin(),
                checkpoints.keys().stream().map(key -> new Key(key.key().vkey(), key.since())).toList());
    }

    /** The latest checkpoint, or the one that stood at a moment. */
    @GetMapping("/v1/ledger/checkpoint")
    @Operation(summary = "The latest signed checkpoint (C2SP tlog-checkpoint)")
    ResponseEntity<String> checkpoint(
            @Parameter(description = "The last one signed at or before this instant, RFC 3339") @RequestParam(name = "at", required = false) @Nullable String at) {
        Signed signed = at == null ? checkpoints.latest() : checkpoints.at(instant(at));
        if (signed == null) {
            throw ProblemException.notFound("signed checkpoint", at == null ? "latest" : at);
        }
        return ResponseEntity.ok().contentType(TileResource.TEXT).header("Cache-Control", "no-store")
                .body(signed.note().format());
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw ProblemException.badParameter("at", text,
                    "an RFC 3339 instant with offset such as 2026-03-09T00:00:00Z");
        }
    }
}
