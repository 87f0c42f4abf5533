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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md keeps its promises: its curl lines, run by a shell against the real jar with the sample company. */
class ReadmeIT {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern COMMAND = Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL);

    @TempDir
    private Path data;

    @Test
    void theCurlLinesAnswerWhatItSays() throws IOException, InterruptedException {
        int port = freePort();
        Path log = data.resolve("serve.log");
        Process service = new ProcessBuilder(RealJar.command("serve", "--demo", "--server.port=" + port,
                "--ledger.data=" + data.resolve("ledger"))).redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        try {
            awaitSampleCompany(service, log);
            List<String> curls = commands().stream().filter(command -> command.startsWith("curl ")).toList();
            assertThat(curls).hasSize(4);
            assertThat(shell(curls.get(0), port)).contains("\"accepted\":2").contains("\"quarantined\":0");
            assertThat(shell(curls.get(0), port)).contains("\"duplicates\":2");
            String won = shell(curls.get(1), port);
            assertThat(won).contains("\"accepted\":2").contains("\"parked\":0");
            assertThat(shell(curls.get(2) + "?min_position=" + lastPosition(won), port)).contains("\"tag\":\"sourced\"")
                    .contains("\"sourced_by\":[\"acme\"]").contains("\"code\":\"eligible\"");
            assertThat(shell(curls.get(3), port)).contains("\"week\":\"2026-W25\"").contains("\"share\":\"0.586290\"")
                    .contains("\"dispute_bounds\"");
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    @Test
    void hasOneCommandToRunAndOneToTest() throws IOException {
        assertThat(section("Run")).hasSize(1).first().asString().contains("spring-boot:run").contains("serve --demo");
        assertThat(section("Test")).containsExactly("mvn verify");
    }

    private static List<String> commands() throws IOException {
        return COMMAND.matcher(Files.readString(README)).results().map(match -> match.group(1)).toList();
    }

    private static List<String> section(String title) throws IOException {
        String readme = Files.readString(README);
        String from = readme.substring(readme.indexOf("\n## " + title + "\n") + 1);
        return COMMAND.matcher(from.substring(0, from.indexOf("\n## "))).results().map(match -> match.group(1))
                .toList();
    }

    private static String lastPosition(String answer) {
        return Pattern.compile("\"position\":(\\d+)").matcher(answer).results()
                .map((MatchResult match) -> match.group(1))
                .reduce((_, last) -> "p" + last).orElseThrow();
    }

    private static void awaitSampleCompany(Process service, Path log) throws IOException, InterruptedException {
        while (!Files.readString(log).contains("accepted=")) {
            if (service.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it ended:\n" + Files.readString(log));
            }
        }
    }

    private static String shell(String command, int port) throws IOException, InterruptedException {
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
