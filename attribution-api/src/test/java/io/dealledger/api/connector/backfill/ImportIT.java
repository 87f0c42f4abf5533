package io.dealledger.api.connector.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.query.LiveProgram;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import command as a process of its own, against a running service. */
class ImportIT {
    private static final int ROWS = 3_000;
    private static final Path MAPPING = Path.of("src/test/resources/connectors/generic/mapping.example.json");
    private static final LiveProgram PROGRAM = new LiveProgram("--ledger.connectors.sheet.vendor=mapping",
            "--ledger.connectors.sheet.mapping=" + MAPPING, "--ledger.connectors.sheet.deal-type=new_logo");

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        PROGRAM.at(Instant.parse("2026-07-01T00:00:00Z"));
        Path file = folder.resolve("export.csv");
        Files.writeString(file, rows(ROWS));
        long before = PROGRAM.head();

        Process killed = importing("--block-rows", "100", file.toString());
        while (PROGRAM.head() < before + 600) { // some blocks are in, most are not
            assertThat(killed.isAlive()).as("it ended before it was killed").isTrue();
            Thread.onSpinWait();
        }
        killed.destroyForcibly().waitFor();
        Map<String, @Nullable Object> report = report(importing("--block-rows", "100", file.toString()));

        long again = number(report.get("rows_imported_before"));
        assertThat(again).isGreaterThanOrEqualTo(100).isLessThan(ROWS);
        assertThat(number(report.get("rows"))).isEqualTo(ROWS);
        Map<?, ?> feed = feed("sheet:default");
        assertThat(feed.get("records")).isEqualTo(new BigDecimal(ROWS));
        assertThat(report(importing("--block-rows", "100", file.toString()))).containsEntry("rows_imported_before",
                new BigDecimal(ROWS));
    }

    @Test
    void triedOutItStoresNoFactAndShowsTheFirstProblems() throws Exception {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, rows(20).replace(",won,", ",maybe,"));
        long before = PROGRAM.head();

        Map<String, @Nullable Object> report = report(importing("--dry-run", file.toString()));

        assertThat(report).containsEntry("dry_run", true).containsEntry("rows", new BigDecimal(20));
        assertThat(String.valueOf(report.get("problems"))).contains("/opportunity_phase is \"maybe\"", "open, won");
        assertThat(LiveProgram.list(report, "problems")).hasSize(10);
        assertThat(PROGRAM.head()).isEqualTo(before);
    }

    @Test
    void anAuditorIsLedFromAFactToTheFileThatItWasReadFrom() throws Exception {
        PROGRAM.at(Instant.parse("2026-07-01T00:00:00Z"));
        Path file = folder.resolve("audited.csv");
        Files.writeString(file, rows(2).replace("G-", "AUDIT-").replace("2026-05", "2026-02"));
        report(importing(file.toString()));
        Map<String, @Nullable Object> fact = LiveProgram.object(LiveProgram
                .list(PROGRAM.ask("/v1/accounts/domain:c1.example.com/timeline"), "facts").stream()
                .filter(each -> String.valueOf(LiveProgram.object(each).get("id")).contains("AUDIT-1/"))
                .findFirst().orElseThrow());

        Map<String, @Nullable Object> origin = PROGRAM.get("/v1/facts/origin", "source",
                String.valueOf(fact.get("source")), "id", String.valueOf(fact.get("id"))).json();

        assertThat(origin).containsEntry("raw_sha256", fact.get("raw_sha256"));
        Map<String, @Nullable Object> message = LiveProgram
                .object(LiveProgram.list(origin, "messages").getFirst());
        assertThat(message).containsEntry("connector", "sheet").containsEntry("file", true)
                .containsEntry("received_at", "2026-07-01T00:00:00Z");
        assertThat(origin.get("via")).isEqualTo("connector:sheet;mapping=" + message.get("mapping"));
        assertThat(String.valueOf(message.get("headers"))).contains("audited.csv", "x-import-rows=1-2");
        assertThat(new String(PROGRAM.bytes(String.valueOf(message.get("body"))), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(file));
        assertThat(PROGRAM.get("/v1/facts/origin", "position", String.valueOf(fact.get("position"))).json())
                .isEqualTo(origin);
        assertThat(PROGRAM.get("/v1/facts/origin", "source", "sheet:default", "id", "none").status()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithAMappingBeforeItSendsARow() throws Exception {
        Path mapping = folder.resolve("wrong.json");
        Files.writeString(mapping, Files.readString(MAPPING).replace("\"zone\": \"UTC\"", "\"zone\": \"Mars\""));
        Process process = start(List.of("--connector", "sheet", "--mapping", mapping.toString(), MAPPING.toString()));

        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("/input/zone is \"Mars\"").doesNotContain("\tat ");
    }

    private static String rows(int count) {
        var text = new StringBuilder("source_record_id,partner_ref,partner_name,registered_by,account_name,"
                + "account_domain,registration_status,submitted_at,decided_at,protected_until,reason,opportunity_ref,"
                + "opportunity_phase,amount,currency,closed_at,updated_at\n");
        for (int row = 0; row < count; row++) {
            text.append("G-").append(row).append(",P-").append(row % 9).append(",Partner,rep,Customer,c").append(row)
                    .append(".example.com,approved,2026-05-12T10:00:00Z,2026-05-13T10:00:00Z,2026-08-12,,")
                    .append(String.format("006EX%010d", row)).append(",won,")
                    .append(1_000 + row).append(".00,USD,2026-05-14T10:00:00Z,2026-05-14T10:00:00Z\n");
        }
        return text.toString();
    }

    private static Map<?, ?> feed(String name) {
        return LiveProgram.list(PROGRAM.ask("/v1/intake/completeness", "week", "2026-W20"), "feeds").stream()
                .map(LiveProgram::object).filter(row -> name.equals(row.get("feed"))).findFirst().orElseThrow();
    }

    private static Process importing(String... arguments) throws IOException {
        var all = new ArrayList<String>(List.of("--connector", "sheet", "--mapping", MAPPING.toString()));
        all.addAll(List.of(arguments));
        return start(all);
    }

    private static Process start(List<String> arguments) throws IOException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                classPath(), "io.dealledger.api.cli.Attribution", "import", "--url",
                PROGRAM.uri("").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }

    /** Of this test, by whatever loads it. */
    private static String classPath() {
        return ImportIT.class.getClassLoader() instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static Map<String, @Nullable Object> report(Process process) throws IOException, InterruptedException {
        byte[] out = process.getInputStream().readAllBytes();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(err).isZero();
        return JsonTree.parseObject(out);
    }

    private static long number(@Nullable Object value) {
        return ((BigDecimal) Objects.requireNonNull(value)).longValue();
    }
}
