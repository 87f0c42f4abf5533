package io.dealledger.api.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.chance.Chance;
import io.dealledger.projections.engine.LedgerEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On one machine, without a database administrator, through crashes. */
class EmbeddedDatabaseIT {
    private static final int LIVES = Chance.rounds(4, 500);
    private static final int ACKNOWLEDGED_PER_LIFE = 400;

    @TempDir
    private static Path folders;

    @Test
    void losesNothingThatWasAcknowledgedWhenItsProcessesAreKilled() throws Exception {
        Path data = folders.resolve("killed");
        var acknowledged = new HashMap<Long, String>();
        for (int life = 0; life < LIVES; life++) {
            acknowledged.putAll(liveAndBeKilled(data, "life" + life, life % 2 == 1));
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(LIVES * ACKNOWLEDGED_PER_LIFE);

        try (var database = EmbeddedDatabase.start(data); var ledger = RunningLedger.on(database)) {
            var streams = new HashMap<String, Long>();
            var first = new HashMap<Long, String>();
            long last = -1;
            for (List<LedgerEntry> page = ledger.store.read(-1, 500); !page.isEmpty(); page = ledger.store.read(last,
                    500)) {
                for (LedgerEntry entry : page) {
                    last = entry.position();
                    assertThat(streams.merge(entry.streamId(), 0L, (before, _) -> before + 1))
                            .as(entry.streamId()).isEqualTo(entry.sequence());
                    if (entry.sequence() == 0) {
                        first.put(last, entry.streamId());
                    }
                }
            }
            assertThat(first).containsAllEntriesOf(acknowledged);
            assertThat(ledger.store.head()).isEqualTo(last);
        }
    }

    @Test
    void keepsASecondProcessOutAndSaysWhoIsIn() throws Exception {
        Path data = folders.resolve("locked");
        Process first = start(data, "first");
        try (BufferedReader lines = first.inputReader()) {
            awaitAcknowledgement(lines);
            assertThatThrownBy(() -> EmbeddedDatabase.start(data)).isInstanceOf(LedgerStartException.class)
                    .hasMessageContaining(data.toRealPath().toString())
                    .hasMessageContaining("process " + first.pid());
        } finally {
            kill(first.toHandle());
        }
        EmbeddedDatabase.start(data).close(); // takes the orphaned server's place
    }

    @Test
    void keepsOthersOut() throws Exception {
        Path data = folders.resolve("closed");
        try (var database = EmbeddedDatabase.start(data); var ledger = RunningLedger.on(database)) {
            String withoutPassword = database.url() + "&user=" + database.user();
            assertThatThrownBy(() -> TestPostgres.execute(withoutPassword, "SELECT 1"))
                    .hasStackTraceContaining("password");
            assertThat(ledger.jdbc().queryForObject("SELECT current_setting('fsync')"
                    + " || current_setting('full_page_writes') || current_setting('synchronous_commit')", String.class))
                    .isEqualTo("ononon");
            assertThat(data.resolve("postgres.password")).isRegularFile();
            if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
                assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password"))).hasToString(
                        "[OWNER_READ, OWNER_WRITE]");
                assertThat(Files.getPosixFilePermissions(data.resolve("postgres-binaries"))).noneMatch(
                        permission -> permission.name().equals("OTHERS_WRITE"));
            }
        }
    }

    @Test
    void beginsAnewWhereTheFirstStartWasCutShort() throws Exception {
        Path data = folders.resolve("unfinished");
        Files.createDirectories(data.resolve("postgres.unfinished"));
        Files.writeString(data.resolve("postgres.unfinished/postgresql.conf"), "half a", UTF_8);

        try (var database = EmbeddedDatabase.start(data)) {
            TestPostgres.execute(database.url() + "&user=" + database.user() + "&password=" + database.password(),
                    "SELECT 1");
        }
    }

    @Test
    void saysWhatToDoWhereItCannotRun() throws Exception {
        Path data = folders.resolve("broken");
        Files.createDirectories(data.resolve("postgres"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(data)).isInstanceOfSatisfying(LedgerStartException.class,
                e -> assertThat(e.remedy()).contains("spring.datasource.url"));
    }

    private static void awaitAcknowledgement(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("acknowledged")) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    private static Map<Long, String> liveAndBeKilled(Path data, String name, boolean databaseToo) throws Exception {
        Process process = start(data, name);
        var acknowledged = new HashMap<Long, String>();
        boolean killed = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 3 && words[0].equals("acknowledged")) {
                    acknowledged.put(Long.valueOf(words[1]), words[2]);
                }
                if (!killed && acknowledged.size() == ACKNOWLEDGED_PER_LIFE) {
                    killed = true;
                    if (databaseToo) {
                        kill(ProcessHandle.of(postmaster(data)).orElseThrow());
                    }
                    kill(process.toHandle()); // lines already written are still read
                }
            }
        }
        assertThat(acknowledged).as("acknowledged by %s before it ended", name)
                .hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_PER_LIFE);
        return acknowledged;
    }

    private static Process start(Path data, String name) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), AppendingProcess.class.getName(), data.toString(), name)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static long postmaster(Path data) throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("postgres/postmaster.pid"), UTF_8)) {
            return Long.parseLong(lines.findFirst().orElseThrow());
        }
    }

    /** The process and all that it started, at once. */
    private static void kill(ProcessHandle process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }
}
