package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md and deploy/ keep their promises: their lines against the real jar with the sample company. */
class ReadmeIT {
    private static final Path README = Path.of("..", "README.md");
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern COMMAND = Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern METRIC = Pattern.compile("attribution_[a-z_]+");

    @TempDir
    private static Path data;

    private static int port;
    private static Process service;

    @BeforeAll
    static void startWithTheSampleCompany() throws IOException, InterruptedException {
        port = freePort();
        Path log = data.resolve("serve.log");
        service = new ProcessBuilder(RealJar.command("serve", "--demo", "--server.port=" + port,
                "--ledger.data=" + data.resolve("ledger"))).redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        while (!Files.readString(log).contains("the sample company is loaded")) {
            if (service.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it ended:\n" + Files.readString(log));
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.destroy();
        service.waitFor();
    }

    @Test
    void theCurlLinesAnswerWhatItSays() throws IOException, InterruptedException {
        List<String> curls = commands(Files.readString(README)).stream()
                .filter(command -> command.startsWith("curl ")).toList();
        assertThat(curls).hasSize(5);
        assertThat(shell(curls.get(0))).contains("\"accepted\":2").contains("\"quarantined\":0");
        assertThat(shell(curls.get(0))).contains("\"duplicates\":2");
        String won = shell(curls.get(1));
        assertThat(won).contains("\"accepted\":2").contains("\"parked\":0");
        assertThat(shell(curls.get(2) + "?min_position=" + lastPosition(won))).contains("\"tag\":\"sourced\"")
                .contains("\"sourced_by\":[\"acme\"]").contains("\"code\":\"eligible\"");
        assertThat(shell(curls.get(3))).contains("\"week\":\"2026-W25\"").contains("\"share\":\"0.586290\"")
                .contains("\"dispute_bounds\"");
        assertThat(shell(curls.get(4))).contains("\"label\":\"majority_misaligned\"")
                .contains("\"failed_gates\":[\"comp_parity\",\"economics\"]").contains("\"decided_by\"");
    }

    @Test
    void everyMetricOfAlertsAndDashboardIsExported() throws IOException, InterruptedException {
        String exported = shell("curl -s http://127.0.0.1:8080/actuator/prometheus");
        String used = Files.readString(DEPLOY.resolve("prometheus/rules.yml"))
                + Files.readString(DEPLOY.resolve("grafana/dashboards/attribution.json"));
        assertThat(METRIC.matcher(used).results().map(MatchResult::group).distinct())
                .isNotEmpty().allSatisfy(metric -> assertThat(exported).contains(metric));
    }

    @Test
    void healthCoversDatabaseReadModelsAndIntake() throws IOException, InterruptedException {
        assertThat(shell("curl -s http://127.0.0.1:8080/actuator/health")).contains("\"db\"")
                .contains("\"projections\"")
                .contains("\"intake\":{\"details\":{\"waiting_requests\":0},\"status\":\"UP\"}");
    }

    @Test
    void openApiSpellsMembersAsTheyAreSent() throws IOException, InterruptedException {
        assertThat(shell("curl -s http://127.0.0.1:8080/v3/api-docs")).contains("\"/v1/facts\"")
                .contains("\"/v1/share\"")
                .contains("application/cloudevents-batch+json").contains("\"recorded_at\"")
                .doesNotContain("\"recordedAt\"");
    }

    @Test
    void hasOneCommandToRunAndOneToTest() throws IOException {
        assertThat(section("Run")).singleElement().asString().contains("spring-boot:run").contains("serve --demo");
        assertThat(section("Test")).containsExactly("mvn verify");
    }

    private static List<String> commands(String text) {
        return COMMAND.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static List<String> section(String title) throws IOException {
        String readme = Files.readString(README);
        String from = readme.substring(readme.indexOf("\n## " + title + "\n") + 1);
        return commands(from.substring(0, from.indexOf("\n## ")));
    }

    private static String lastPosition(String answer) {
        return Pattern.compile("\"position\":(\\d+)").matcher(answer).results().map(match -> match.group(1))
                .reduce((_, last) -> last).map(last -> "p" + last).orElseThrow();
    }

    private static String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command.replace(":8080", ":" + port))
                .redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
