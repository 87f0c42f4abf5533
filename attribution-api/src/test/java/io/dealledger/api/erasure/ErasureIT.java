package io.dealledger.api.erasure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.audit.casefile.ExportCommand;
import io.dealledger.api.audit.casefile.VerifyCommand;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.chance.Chance;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine;

/** A random history in which every seller is erased: every number stays, every proof holds, and nobody is named anywhere. */
class ErasureIT {
    private static final Instant CLOSED = Instant.parse("2026-03-04T12:00:00Z");
    private static final List<String> SELLERS = List.of("ada@example.com", "grace@example.com", "edsger@example.com",
            "barbara@example.com", "donald@example.com", "o\"brien, =tim@example.com");
    private static final List<String> QUESTIONS = List.of("/v1/share?by=owner_ae&as_of=%s",
            "/v1/verdict?as_of=%s", "/v1/parity?period=2026-Q1&by=ae&as_of=%s",
            "/v1/opportunities?limit=1000&as_of=%s", "/v1/disputes/D1?as_of=%s");

    private static final Map<String, @Nullable Object> DISPUTE = Map.of("dispute_id", "D1", "opportunity_id", "O3",
            "claimant", SELLERS.getFirst(), "claim", Map.of("tag", "direct"), "statement",
            "words about ada@example.com");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void leavesEveryNumberAndProofAndNoName() throws IOException {
        long seed = Chance.seed();
        try (var program = new LiveProgram().at(Instant.parse("2026-02-01T09:00:00Z"))) {
            tell(program, new Random(seed));
            Map<String, String> before = answers(program, "p" + program.head());
            assertThat(String.join("", before.values())).as("seed %d", seed).contains("ada@example.com",
                    "words about ada");
            long asked = program.head();
            Map<String, String> pseudonyms = erase(program);
            assertThat(program.post("crm", "d1", "dispute.opened", CLOSED.minusSeconds(60), DISPUTE))
                    .containsEntry("outcome", "duplicate");
            Map<String, String> after = answers(program, "p" + asked);
            before.forEach((question, answer) -> assertThat(after.get(question)).as("seed %d, %s", seed, question)
                    .isEqualTo(withoutNames(answer, pseudonyms)));
            nobodyIsNamedInTheDatabase(program, seed);
            Path export = folder.resolve("export");
            assertThat(command(new ExportCommand(), export.toString(), "--url", program.uri("").toString()))
                    .contains("events in");
            assertThat(command(new VerifyCommand(), export.toString())).contains("OK: ledger ",
                    "decisions follow from the facts");
            nobodyIsNamedIn(Files.readString(export.resolve("events.ndjson")), "the export, seed " + seed);
            Path file = Files.write(folder.resolve("case.zip"), program.bytes("/v1/disputes/D1/case-file"));
            assertThat(command(new VerifyCommand(), file.toString())).contains("OK: case file");
            nobodyIsNamedIn(Files.readString(file, ISO_8859_1),
                    "the case file, seed " + seed);
        }
    }

    private static void tell(LiveProgram program, Random random) {
        fact(program, "comp.plan_published", "p", Map.of("plan_id", "p26", "approved_by", List.of("cro"),
                "effective_from", "2026-01-01T00:00:00Z", "terms",
                Map.of("rate", Map.of("direct", "0.10", "partner", "0.08"), "basis",
                        Map.of("direct", "vendor_net", "partner", "vendor_net"))));
        for (String seller : SELLERS) {
            fact(program, "comp.plan_assigned", "a" + seller.hashCode(),
                    Map.of("ae_id", seller, "plan_id", "p26", "accepted_at", "2026-01-01T00:00:00Z"));
        }
        for (int deal = 0; deal < 20; deal++) {
            String seller = SELLERS.get(random.nextInt(SELLERS.size()));
            String account = "A" + random.nextInt(10);
            if (random.nextBoolean()) {
                fact(program, "registration.submitted", "r" + deal, Map.of("registration_id", "R" + deal, "partner_id",
                        "P" + random.nextInt(3), "account_id", account, "submitted_by", seller, "e_mail", seller));
                fact(program, "registration.approved", "ra" + deal,
                        Map.of("registration_id", "R" + deal, "approved_by", SELLERS.get(random.nextInt(3))));
            }
            String amount = 1_000 + random.nextInt(9_000) + ".00";
            fact(program, "opportunity.created", "o" + deal, Map.of("opportunity_id", "O" + deal, "account_id",
                    account, "deal_type", "new_logo", "owner_ae", seller, "note", "words about " + seller));
            fact(program, "opportunity.closed_won", "w" + deal, Map.of("opportunity_id", "O" + deal, "amount", amount,
                    "currency", "USD"));
            fact(program, "comp.paid", "c" + deal, Map.of("opportunity_id", "O" + deal, "ae_id", seller, "amount",
                    100 + random.nextInt(900) + ".00", "currency", "USD"));
        }
        fact(program, "dispute.opened", "d1", DISPUTE);
        fact(program, "comp.paid", "c3", Map.of("opportunity_id", "O3", "ae_id", SELLERS.get(1), "amount", "1.00",
                "currency", "USD")); // a conflict
        fact(program, "comp.paid", "c99", Map.of("opportunity_id", "O3", "ae_id", SELLERS.get(2), "amount",
                "lots")); // unreadable
        program.at(Instant.parse("2026-07-01T00:00:00Z"));
    }

    private static void fact(LiveProgram program, String kind, String id, Map<String, @Nullable Object> data) {
        program.at(CLOSED).post("crm", id, kind, CLOSED.minusSeconds(id.startsWith("w") ? 1 : 60), data);
    }

    private static Map<String, String> answers(LiveProgram program, String asOf) {
        var answers = new LinkedHashMap<String, String>();
        for (String question : QUESTIONS) {
            LiveProgram.Answer answer = program.get(question.formatted(asOf));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            answers.put(question, answer.body());
        }
        return answers;
    }

    private static Map<String, String> erase(LiveProgram program) {
        var pseudonyms = new TreeMap<String, String>();
        for (String seller : SELLERS) {
            LiveProgram.Answer answer = program.post("/v1/operations/erasures", "application/json",
                    CanonicalJson.write(Map.of("subject", seller, "basis", "asked for", "by", "officer")));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            pseudonyms.put(seller, String.valueOf(answer.json().get("person")));
        }
        return pseudonyms;
    }

    /** What was written about people is gone, and each name has given way to its pseudonym. */
    private static String withoutNames(String answer, Map<String, String> pseudonyms) {
        String without = answer.replaceAll("\"raw_sha256\":\"[0-9a-f]{64}\"", "\"raw_sha256\":\"erased\"")
                .replace("\"statement\":\"words about ada@example.com\"", "\"statement\":\"erased\"");
        for (var each : pseudonyms.entrySet()) {
            String quoted = CanonicalJson.write(each.getKey());
            without = without.replace(quoted.substring(1, quoted.length() - 1), each.getValue());
        }
        return without;
    }

    private static void nobodyIsNamedInTheDatabase(LiveProgram program, long seed) {
        var jdbc = new JdbcTemplate(program.bean(DataSource.class));
        var tables = jdbc.queryForList("""
                SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
                WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'""",
                String.class);
        assertThat(tables).hasSizeGreaterThan(20);
        for (String table : tables) {
            var rows = new ArrayList<>(jdbc.queryForList("SELECT t::text FROM " + table + " t", String.class));
            nobodyIsNamedIn(String.join("\n", rows), table + ", seed " + seed);
        }
    }

    private static void nobodyIsNamedIn(String text, String where) {
        for (String seller : SELLERS) {
            String name = seller.substring(seller.indexOf('=') + 1, seller.indexOf('@') + 1);
            assertThat(text).as(where).doesNotContain(name, HexFormat.of().formatHex(name.getBytes(UTF_8)));
        }
    }

    private static String command(Object command, String... arguments) {
        var out = new StringWriter();
        int status = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out))
                .execute(arguments);
        assertThat(status).as(out::toString).isZero();
        return out.toString();
    }
}
