package io.dealledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.query.LiveProgram.Answer;
import io.dealledger.json.CanonicalJson;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.TlogProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sealed ledger over HTTP, checked with our own rules and with those of Go's checksum database. */
class LedgerIT {
    private static final Instant MARCH = Instant.parse("2026-03-02T10:00:00Z");
    @SuppressWarnings("NullAway.Init") // set before all
    private static LiveProgram program;
    @SuppressWarnings("NullAway.Init")
    private static String early;

    @BeforeAll
    static void start() {
        program = new LiveProgram().at(MARCH);
        post("a", 20);
        proof(0);
        early = program.get("/v1/ledger/checkpoint").body();
        post("b", 600);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static void post(String source, int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(CanonicalJson.write(Map.of("specversion", "1.0", "source", source, "id", "t" + i, "type",
                    "attribution.account.direct_touch.v1", "time", "2026-03-01T10:00:00Z", "data",
                    Map.of("account_id", "A" + i % 7)))).append('\n');
        }
        assertThat(program.post("/v1/facts", "application/x-ndjson", lines.toString()).status()).isEqualTo(200);
    }

    private static Map<String, @Nullable Object> proof(long position) {
        Answer answer = program.get("/v1/ledger/entries/" + position + "/proof");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<NoteKey> keys() {
        return LiveProgram.list(program.get("/v1/ledger/keys").json(), "keys").stream()
                .map(key -> NoteKey.parse(String.valueOf(LiveProgram.object(key).get("vkey")))).toList();
    }

    @Test
    void everyEventIsProvenBySignature() {
        long head = program.head();
        for (long position : new long[]{0, 1, 255, 256, head}) {
            Map<String, @Nullable Object> proof = proof(position);
            String line = program.get("/v1/ledger/entries", "from", "p" + position, "limit", "1", "format", "ndjson")
                    .body().strip();
            assertThat(HexFormat.of().formatHex(CanonicalJson.digest(line.getBytes(UTF_8))))
                    .isEqualTo(proof.get("record_sha256"));
            assertThat(line).contains("\"position\":" + position + ",", "\"payload\":{", "\"salt\":\"");
            assertThat(String.valueOf(proof.get("entry"))).contains((String) proof.get("record_sha256"));
            TlogProof receipt = TlogProof.parse(String.valueOf(proof.get("receipt")));
            assertThat(receipt.verify(String.valueOf(proof.get("entry")).getBytes(UTF_8), keys()).size())
                    .isGreaterThan(head);
            assertThat(program.get("/v1/ledger/entries/" + position + "/proof", "format", "text").body())
                    .startsWith("c2sp.org/tlog-proof@v1\nindex " + position + "\n");
        }
    }

    @Test
    void aLaterStateContinuesAnEarlierOne() {
        Checkpoint earlier = Checkpoint.parse(SignedNote.parse(early).text());
        Map<String, @Nullable Object> answer = program
                .get("/v1/ledger/consistency", "from", Long.toString(earlier.size())).json();
        Checkpoint now = Checkpoint.parse(SignedNote.parse(String.valueOf(answer.get("checkpoint"))).text());
        assertThat(MerkleTree.continues(earlier.root(), earlier.size(), now.root(), now.size(),
                LiveProgram.list(answer, "proof").stream().map(hash -> Hash.parse((String) hash)).toList())).isTrue();
        assertThat(answer.get("from_root")).isEqualTo(earlier.root().base64());
    }

    @Test
    void eventsArePagedToTheEnd() {
        Map<String, @Nullable Object> page = program.get("/v1/ledger/entries", "limit", "1000").json();
        assertThat(LiveProgram.list(page, "entries")).hasSize((int) program.head() + 1);
        assertThat(page).containsEntry("next_from", null);
        assertThat(program.get("/v1/ledger/entries", "from", "5", "limit", "3").json().get("next_from"))
                .hasToString("8");
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThat(program.get("/v1/ledger/entries/99999/proof").status()).isEqualTo(404);
        assertThat(program.get("/v1/ledger/entries/x/proof").status()).isEqualTo(400);
        assertThat(program.get("/v1/ledger/consistency", "from", "99999").status()).isEqualTo(400);
        assertThat(program.get("/v1/ledger/tile/0/999").status()).isEqualTo(404);
        assertThat(program.get("/v1/ledger/tile/0/000.p/0").status()).isEqualTo(400);
        assertThat(program.get("/v1/ledger/tile/entries/1").status()).isEqualTo(400);
        assertThat(program.get("/v1/ledger/checkpoint", "at", "2019-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(program.get("/v1/ledger/checkpoint", "at", "2027-01-01T00:00:00Z").status()).isEqualTo(200);
    }

    /** Debian: apt-get install golang-go golang-golang-x-mod-dev. */
    @Test
    void gosOwnPackagesAgree(@TempDir Path folder) throws Exception {
        proof(program.head()); // signed by now
        Files.writeString(folder.resolve("early"), early);
        Path source = Path.of(Objects.requireNonNull(LedgerIT.class.getResource("/verifier/main.go")).toURI());
        Process go = go(folder, "run", source.toString(), program.uri("/v1/ledger").toString(),
                keys().getFirst().vkey(), folder.resolve("early").toString());
        String said = new String(go.getInputStream().readAllBytes(), UTF_8);
        assertThat(go.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Checkpoint now = Checkpoint.parse(SignedNote.parse(program.get("/v1/ledger/checkpoint").body()).text());
        assertThat(said.strip()).isEqualTo("ok " + now.size() + " " + now.root());
    }

    private static Process go(Path folder, String... arguments) {
        var command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("GO111MODULE", "off", "GOPATH", "/usr/share/gocode", "GOCACHE",
                folder.resolve("cache").toString(), "GOFLAGS", ""));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("the independent verifier needs Go: apt-get install golang-go"
                    + " golang-golang-x-mod-dev", e);
        }
    }

    @Nested
    class AnEventThatWasChangedInTheDatabase {
        private final JdbcTemplate sql = new JdbcTemplate(program.bean(DataSource.class));

        @Test
        void raisesTheAlarm() {
            proof(program.head());
            await(() -> health().contains("\"status\":\"UP\""));
            change("replace(convert_from(payload, 'UTF8'), 'direct_touch', 'direct_toucH')", 300);
            try {
                await(() -> health().contains("what is stored at position 300 is not what was signed"));
                assertThat(health()).contains("\"status\":\"DOWN\"");
                assertThat(program.get("/actuator/prometheus").body()).contains("attribution_seal_broken 1.0");
            } finally {
                change("replace(convert_from(payload, 'UTF8'), 'direct_toucH', 'direct_touch')", 300);
            }
            await(() -> health().contains("\"status\":\"UP\""));
        }

        private String health() {
            return program.get("/actuator/health/sealWatch").body();
        }

        private void change(String payload, long position) {
            sql.execute("ALTER TABLE ledger.ledger_event_p0 DISABLE TRIGGER append_only");
            assertThat(sql.update("UPDATE ledger.ledger_event_p0 SET payload = convert_to(" + payload
                    + ", 'UTF8') WHERE position = ?", position)).isOne();
            sql.execute("ALTER TABLE ledger.ledger_event_p0 ENABLE TRIGGER append_only");
        }

        private static void await(BooleanSupplier condition) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            }
        }
    }
}
