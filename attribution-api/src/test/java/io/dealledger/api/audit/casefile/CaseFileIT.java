package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.person.Veil;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.chance.Chance;
import io.dealledger.json.CanonicalJson;
import io.dealledger.tlog.NoteKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A disputed deal over HTTP: its case file tells all, and every change to it is found. */
class CaseFileIT {
    private static final Instant MARCH = Instant.parse("2026-03-02T10:00:00Z");
    @SuppressWarnings("NullAway.Init") // set before all
    private static LiveProgram program;
    @SuppressWarnings("NullAway.Init")
    private static byte[] archive;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void tell() throws IOException, InterruptedException {
        program = new LiveProgram().at(MARCH);
        tell("r1", "registration.submitted", 1,
                Map.of("registration_id", "R1", "partner_id", "acme", "account_id", "A1",
                        "submitted_by", "ann"));
        tell("r2", "registration.approved", 2, Map.of("registration_id", "R1", "approved_by", "ops"));
        tell("o1", "opportunity.created", 3, Map.of("opportunity_id", "O1", "account_id", "A2", "deal_type", "new_logo",
                "owner_ae", "eve"));
        tell("m1", "account.merged", 4, Map.of("from", "A2", "into", "A1"));
        tell("p2", "policy.published", 5, Map.of("version", "v2", "effective_from", "2027-01-01T00:00:00Z",
                "approved_by", List.of("cfo"), "rules", rules()));
        tell("w1", "opportunity.closed_won", 9, Map.of("opportunity_id", "O1", "amount", "1000.00", "currency", "USD"));
        tell("w1", "opportunity.closed_won", 9, Map.of("opportunity_id", "O1", "amount", "9.00", "currency", "USD"));
        tell("x1", "opportunity.closed_lost", 9, Map.of("opportunity_id", "O2"));
        tell("o2", "opportunity.created", 3,
                Map.of("opportunity_id", "O2", "account_id", "A1", "deal_type", "new_logo"));
        tell("d1", "dispute.opened", 20, Map.of("dispute_id", "D1", "opportunity_id", "O1", "claimant", "eve", "claim",
                Map.of("tag", "direct"), "statement", "I was there <first>"));
        tell("c1", "comp.paid", 20,
                Map.of("opportunity_id", "O1", "ae_id", "eve", "amount", "80.00", "currency", "USD"));
        tell("c2", "comp.paid", 20,
                Map.of("opportunity_id", "O2", "ae_id", "eve", "amount", "8.00", "currency", "USD"));
        tell("g1", "intake.gap_detected", 20, Map.of("feed", "crm", "from", "2026-03-05T00:00:00Z", "to",
                "2026-03-06T00:00:00Z", "reason", "it was away"));
        tell("g2", "intake.gap_detected", 20, Map.of("feed", "crm", "from", "2025-03-05T00:00:00Z", "to",
                "2025-03-06T00:00:00Z", "reason", "it was away"));
        assertThat(program.post("/v1/publications", "application/json", "{\"week\":\"2026-W11\"}").status())
                .isEqualTo(201);
        for (String view : List.of("parity", "feed", "publication", "waiting")) {
            program.awaitFolded(view);
        }
        archive = program.bytes("/v1/disputes/D1/case-file");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static void tell(String id, String kind, int day, Map<String, @Nullable Object> data) {
        Instant at = Instant.parse("2026-03-01T10:00:00Z").plusSeconds(86_400L * day);
        program.at(at.plusSeconds(3_600)).post("crm", id, kind, at, data);
    }

    private static Map<String, @Nullable Object> rules() throws IOException {
        return LiveProgram.object(JsonTree.parse(CanonicalJson.write(Map.of("model", "first_touch")).getBytes(UTF_8)));
    }

    private static Map<String, @Nullable Object> content() {
        return JsonTree.parseObject(CaseArchive.read(archive).getOrDefault(CaseFiles.CASE, new byte[0]));
    }

    @Test
    void tellsTheWholeCase() {
        Map<String, @Nullable Object> content = content();
        assertThat(content.get("account_ids")).isEqualTo(List.of("A1", "A2"));
        assertThat(LiveProgram.list(content, "facts")).extracting(fact -> LiveProgram.object(fact).get("id"))
                .contains("r1", "r2", "o1", "m1", "w1", "d1", "x1");
        assertThat(String.valueOf(content.get("decision_in_force"))).contains("in_dispute");
        assertThat(LiveProgram.list(content, "policies")).singleElement().asString().contains("cfo");
        assertThat(LiveProgram.list(content, "readings")).extracting(row -> LiveProgram.object(row).get("reading"))
                .containsExactly("the record", "as if policy v1 governed", "as if policy v2 governed",
                        "as eve claims in dispute D1");
        assertThat(LiveProgram.object(content.get("near_misses")).get("quarantined")).asString().contains("conflict");
        assertThat(LiveProgram.list(content, "roles")).anySatisfy(role -> assertThat(role).asString()
                .contains("eve", "claimant of dispute.opened", "owner_ae of opportunity.created"));
        assertThat(LiveProgram.list(content, "knowledge")).extracting(row -> LiveProgram.object(row).get("moment"))
                .contains("lock: 14 days after O1 was created", "dispute.opened crm/d1");
        assertThat(LiveProgram.list(content, "money")).asString().contains("2026-W11", "1000.00");
        assertThat(LiveProgram.list(content, "pay")).singleElement().asString().contains("crm/c1", "eve", "80.00");
        assertThat(LiveProgram.list(LiveProgram.object(content.get("near_misses")), "gaps")).singleElement().asString()
                .contains("crm/g1");
        assertThat(LiveProgram.list(content, "label")).hasSize(4).last().asString().contains("2026-W11",
                "as eve claims in dispute D1", "sourced_moved=-1000.00", "week_share=1.000000",
                "week_share_then=0.000000", "crosses_half=true");
        String page = new String(CaseArchive.read(archive).getOrDefault(CaseFiles.PAGE, new byte[0]), UTF_8);
        assertThat(page).contains("I was there &lt;first&gt;").doesNotContain("<first>", "<script", "http://", "src=");
    }

    @Test
    void isTheSameForTheDeal() {
        SequencedMap<String, byte[]> files = CaseArchive.read(program.bytes("/v1/opportunities/O1/case-file"));
        assertThat(CaseVerifier.verify(files, List.of()).subject()).isEqualTo(new CaseSubject("O1", null));
        assertThat(program.get("/v1/opportunities/O9/case-file").status()).isEqualTo(404);
        assertThat(program.get("/v1/disputes/D9/case-file").status()).isEqualTo(404);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("case.zip"), bytes);
    }

    private static String command(int status, Object command, String... arguments) {
        var out = new StringWriter();
        var program = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        assertThat(program.execute(arguments)).as(out::toString).isEqualTo(status);
        return out.toString();
    }

    private static String key() {
        return String.valueOf(LiveProgram
                .object(LiveProgram.list(program.get("/v1/ledger/keys").json(), "keys").getFirst()).get("vkey"));
    }

    @Test
    void isVerifiedByTheCommandWithTheKeyOfTheLedgerOnly() throws IOException {
        String file = file(archive).toString();
        assertThat(command(0, new VerifyCommand(), file, "--key", key()))
                .startsWith("OK: case file on dispute D1 over O1").doesNotContain("NOTE");
        assertThat(command(0, new VerifyCommand(), file)).contains("NOTE: the keys were taken from");
        String stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assertThat(command(1, new VerifyCommand(), file, "--key", stranger)).startsWith("FAULT: the note is signed by")
                .hasLineCount(1);
        for (var each : CaseArchive.read(archive).entrySet()) {
            Files.write(Files.createDirectories(folder.resolve("unpacked")).resolve(each.getKey()), each.getValue());
        }
        assertThat(command(0, new VerifyCommand(), folder.resolve("unpacked").toString())).startsWith("OK");
    }

    @Test
    void aWholeLedgerIsVerifiedWhereItRunsAndAsAnExport() throws IOException {
        String url = program.uri("").toString();
        assertThat(command(0, new VerifyCommand(), url, "--key", key())).contains("OK: ledger ",
                "decisions follow from the facts");
        Path export = folder.resolve("export");
        assertThat(command(0, new ExportCommand(), export.toString(), "--url", url)).contains("events in");
        assertThat(command(0, new VerifyCommand(), export.toString(), "--key", key())).contains("OK: ledger ");
        byte[] whole = Files.readAllBytes(export.resolve(CaseFiles.EVENTS));
        Files.write(export.resolve(CaseFiles.EVENTS), Arrays.copyOf(whole, whole.length / 2));
        assertThat(command(1, new VerifyCommand(), export.toString())).contains("FAULT: ");
        assertThat(command(0, new ExportCommand(), export.toString(), "--url", url)).contains("events in");
        assertThat(Files.readAllBytes(export.resolve(CaseFiles.EVENTS))).isEqualTo(whole);
        Files.writeString(export.resolve(CaseFiles.EVENTS), new String(whole, UTF_8).replace("1000.00", "1001.00"));
        assertThat(command(1, new VerifyCommand(), export.toString())).contains("FAULT: ");
    }

    @Test
    void aWholeLedgerIsDecidedAgainFromItsEventsAsTheServiceDoesIt() throws IOException {
        Path export = folder.resolve("replayed");
        String url = program.uri("").toString();
        assertThat(command(0, new ExportCommand(), export.toString(), "--url", url)).contains("events in");
        String rules = "{\"registration\":{\"window_days\":90,\"live_test\":\"at_opportunity_creation\"},"
                + "\"introduction\":{\"counts\":false},\"deal_types_in_scope\":[\"expansion\"]}";
        var request = new LedgerReplay.Request(export.toString(), List.of(NoteKey.parse(key())), null,
                JsonTree.parseObject(rules.getBytes(UTF_8)), null, null, null);
        byte[] answer = CanonicalJson.write(LedgerReplay.run(request)).getBytes(UTF_8);
        Map<String, @Nullable Object> again = JsonTree
                .parseObject(program.bean(Veil.class).disclose(List.of(answer)).open(answer));
        var online = program.post("/v1/replays", "application/json", "{\"rules\":" + rules + "}");
        assertThat(CanonicalJson.write(again.get("replay"))).isEqualTo(CanonicalJson.write(withoutNulls(online.json())))
                .contains("\"changed\":2", "\"sourced\":\"-1000.00\"");
        assertThat(LiveProgram.list(again, "published")).singleElement().asString().contains("2026-W11", "1000.00",
                "recomputed=same");
        String events = Files.readString(export.resolve(CaseFiles.EVENTS));
        assertThat(events).contains("\"sourced\":\"1000.00\"");
        Files.writeString(export.resolve(CaseFiles.EVENTS),
                events.replace("\"sourced\":\"1000.00\"", "\"sourced\":\"2000.00\""));
        assertThatThrownBy(() -> LedgerReplay.run(request)).hasMessageContaining("published at position")
                .hasMessageContaining("says sourced 2000.00");
    }

    /** The same rule as of {@code RecordJson}: what there is not is left out. */
    private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> members) {
        var without = new TreeMap<String, @Nullable Object>();
        members.forEach((name, value) -> {
            if (value instanceof Map<?, ?>) {
                without.put(name, withoutNulls(LiveProgram.object(value)));
            } else if (value instanceof List<?> list) {
                without.put(name, list.stream().map(each -> each instanceof Map<?, ?>
                        ? withoutNulls(LiveProgram.object(each))
                        : each).toList());
            } else if (value != null) {
                without.put(name, value);
            }
        });
        return without;
    }

    @Test
    void everyChangeToAnExportIsFound() throws IOException {
        Path export = folder.resolve("mutated");
        assertThat(command(0, new ExportCommand(), export.toString(), "--with-people", "--url",
                program.uri("").toString())).contains("events in");
        long seed = Chance.seed();
        var mutations = new ExportMutations(export, new SplittableRandom(seed));
        for (int i = 0; i < Chance.rounds(10_000, 100_000); i++) {
            ExportMutations.Finding found = mutations.next(i);
            assertThat(found.fault()).as("seed %d, mutation %d, %s", seed, i, found.what()).isNotNull()
                    .doesNotContain("\n");
        }
        assertThat(command(0, new VerifyCommand(), export.toString())).contains("OK: ledger ");
    }

    @Test
    void namesAreNotHandedOutThroughAProxy() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String table : List.of("person.person", "person.secret", "connectors.raw_message")) {
                var request = HttpRequest.newBuilder(program.uri("/v1/ledger/kept/" + table));
                assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).as(table).isEqualTo(200);
                assertThat(http.send(request.header("X-Forwarded-For", "10.0.0.1").build(), BodyHandlers.ofString())
                        .statusCode()).as(table).isEqualTo(400);
            }
        }
        assertThat(program.get("/v1/ledger/kept/ledger.ledger_head").body())
                .contains("one of connectors.account_evidence");
    }

    @Test
    void isFetchedByTheCommand() {
        Path file = folder.resolve("fetched.zip");
        assertThat(command(0, new CaseFileCommand(), "--dispute", "D1", "--url", program.uri("").toString(), "-o",
                file.toString())).contains("fetched.zip");
        assertThat(command(0, new VerifyCommand(), file.toString())).startsWith("OK");
        assertThat(command(1, new CaseFileCommand(), "--opportunity", "O9", "--url", program.uri("").toString()))
                .contains("404");
    }

    @Nested
    class AChange {
        private static final int OF_THE_ARCHIVE = Chance.rounds(9_000, 90_000);
        private static final int OF_FILES = Chance.rounds(1_000, 10_000);
        private static final long SEED = Chance.seed();
        private final SequencedMap<String, byte[]> files = CaseArchive.read(archive);
        private final SplittableRandom random = new SplittableRandom(SEED);

        @Test
        void toAnyByteOfTheArchiveIsFound() {
            for (int i = 0; i < OF_THE_ARCHIVE; i++) {
                byte[] changed = archive.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> CaseVerifier.verify(CaseArchive.read(changed), List.of()))
                        .as("seed %d, mutation %d, byte %d", SEED, i, at).isInstanceOf(FaultFoundException.class);
            }
        }

        @Test
        void toAnyByteOfAnyFileIsFound() {
            var names = List.copyOf(files.keySet());
            for (int i = 0; i < OF_FILES; i++) {
                String name = names.get(i % names.size());
                byte[] changed = files.getOrDefault(name, new byte[0]).clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> CaseVerifier.verify(with(name, changed), List.of()))
                        .as("seed %d, mutation %d, byte %d of %s", SEED, i, at, name)
                        .isInstanceOf(FaultFoundException.class);
            }
        }

        @Test
        void toTheOrderOrNumberOfEventsIsFoundAlsoWhereTheProofsGoAlong() {
            List<String> events = lines(CaseFiles.EVENTS);
            for (int i = 0; i < events.size(); i++) {
                int at = i;
                changedTogether("dropped " + at, lines -> lines.remove(at));
                changedTogether("doubled " + at, lines -> lines.add(at, lines.get(at)));
                changedTogether("swapped " + at,
                        lines -> lines.set(at, lines.set((at + 1) % lines.size(), lines.get(at))));
            }
        }

        private void changedTogether(String what, Consumer<List<String>> change) {
            var changed = new TreeMap<>(files);
            for (String name : List.of(CaseFiles.EVENTS, CaseFiles.PROOFS)) {
                List<String> lines = lines(name);
                change.accept(lines);
                changed.put(name, (String.join("\n", lines) + "\n").getBytes(UTF_8));
            }
            assertThatThrownBy(() -> CaseVerifier.verify(changed, List.of())).as(what)
                    .isInstanceOf(FaultFoundException.class).message().doesNotContain("\n");
        }

        @Test
        void byAForgerWithAKeyOfHisOwnIsFoundByTheKeyOrByTheRules() {
            var trusted = List.of(NoteKey.parse(key()));
            assertThat(CaseVerifier.verify(files, trusted).decisions()).isPositive();
            String events = String.join("\n", lines(CaseFiles.EVENTS)) + "\n";
            String forged = events.replace("\"tag\":\"sourced\"", "\"tag\":\"direct\"");
            assertThat(forged).isNotEqualTo(events);
            var redecision = new Redecision();
            assertThatThrownBy(() -> forged.lines()
                    .forEach(line -> redecision.next(CaseRecord.parse(line.getBytes(UTF_8), "a line"))))
                    .isInstanceOf(FaultFoundException.class).hasMessageContaining("does not follow from the facts");
        }

        private List<String> lines(String name) {
            return new ArrayList<>(new String(files.getOrDefault(name, new byte[0]), UTF_8).lines().toList());
        }

        private SequencedMap<String, byte[]> with(String name, byte[] content) {
            var changed = new TreeMap<>(files);
            changed.put(name, content);
            return changed;
        }
    }
}
