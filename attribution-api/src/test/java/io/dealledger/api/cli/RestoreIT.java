package io.dealledger.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.audit.SealCommand;
import io.dealledger.api.audit.casefile.ExportCommand;
import io.dealledger.api.audit.casefile.VerifyCommand;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.SignedNote;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine;

/** A ledger is exported, lost, and made again of the export; and an old backup that goes on is found out. */
class RestoreIT {
    private static final Instant MARCH = Instant.parse("2026-03-02T10:00:00Z");
    private static final List<String> QUESTIONS = List.of("/v1/share", "/v1/verdict",
            "/v1/opportunities", "/v1/opportunities/O1/attribution", "/v1/accounts/A1/timeline", "/v1/disputes/D1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aRestoredLedgerIsTheSameAndAnOldOneIsFoundOut() throws IOException {
        Path seal = folder.resolve("seal");
        String vkey = command(0, new SealCommand(), "--folder", seal.toString()).strip();
        try (var witness = new LiveProgram("--ledger.witness.name=witness.example/w1",
                "--ledger.witness.logs[0]=" + vkey, "--ledger.seal.sign=false")) {
            String[] watched = {"--ledger.seal.witnesses[0].url=" + witness.uri("/v1/witness"),
                "--ledger.seal.witnesses[0].key=" + witness.get("/v1/witness/key").body().strip()};
            Path old = folder.resolve("old");
            Path now = folder.resolve("now");
            Path seen = folder.resolve("seen");
            try (var first = new LiveProgram(with(watched, seal)).at(MARCH)) {
                tellFirst(first);
                export(first, old);
                copy(old, now);
                tellMore(first);
                export(first, now);
                Files.writeString(seen, cosigned(first));
                isTheSame(first, now, seal);
            }
            goesOnFromTheOldBackup(old, seal, seen, watched);
        }
    }

    private static String[] with(String[] settings, Path seal) {
        return Stream.concat(Stream.of("--ledger.seal.folder=" + seal), Stream.of(settings)).toArray(String[]::new);
    }

    private static void tellFirst(LiveProgram program) {
        tell(program, "r1", "registration.submitted", 1, Map.of("registration_id", "R1", "partner_id", "acme",
                "account_id", "A1", "submitted_by", "ann"));
        tell(program, "r2", "registration.approved", 2, Map.of("registration_id", "R1", "approved_by", "ops"));
        tell(program, "o1", "opportunity.created", 3, Map.of("opportunity_id", "O1", "account_id", "A2", "deal_type",
                "new_logo", "owner_ae", "eve"));
    }

    private static void tellMore(LiveProgram program) {
        tell(program, "m1", "account.merged", 4, Map.of("from", "A2", "into", "A1"));
        tell(program, "w1", "opportunity.closed_won", 9,
                Map.of("opportunity_id", "O1", "amount", "1000.00", "currency", "USD"));
        tell(program, "d1", "dispute.opened", 20, Map.of("dispute_id", "D1", "opportunity_id", "O1", "claimant", "eve",
                "claim", Map.of("tag", "direct"), "statement", "I was there"));
        tell(program, "w1", "opportunity.closed_won", 9, Map.of("opportunity_id", "O1", "amount", "9.00", "currency",
                "USD")); // kept for a person
    }

    private static void tell(LiveProgram program, String id, String kind, int day,
            Map<String, @Nullable Object> data) {
        Instant at = MARCH.plus(Duration.ofDays(day));
        program.at(at.plusSeconds(3_600)).post("crm", id, kind, at, data);
    }

    private static void export(LiveProgram program, Path to) {
        assertThat(command(0, new ExportCommand(), to.toString(), "--with-people", "--url",
                program.uri("").toString())).contains("events in");
        assertThat(command(0, new VerifyCommand(), to.toString())).contains("OK: ledger");
    }

    private void isTheSame(LiveProgram first, Path export, Path seal) throws IOException {
        String database = TestPostgres.newDatabase();
        Path copied = folder.resolve("seal-of-the-copy");
        copy(seal, copied);
        String asOf = "p" + first.head();
        var settings = new String[]{"--spring.datasource.url=" + database, "--ledger.seal.folder=" + copied,
            "--logging.level.root=warn"};
        assertThat(restore(export, settings)).contains((first.head() + 1) + " events restored", "as the same log");
        assertThat(restore(export, settings)).as("again").contains("events restored");
        try (var second = LiveProgram.over(database, "--ledger.seal.folder=" + copied)
                .at(MARCH.plusSeconds(9_999_999))) {
            assertThat(second.bytes("/v1/ledger/entries?limit=1000&format=ndjson"))
                    .isEqualTo(first.bytes("/v1/ledger/entries?limit=1000&format=ndjson"));
            assertThat(root(second.get("/v1/ledger/checkpoint").body()))
                    .isEqualTo(root(first.get("/v1/ledger/checkpoint").body()));
            for (String question : QUESTIONS) {
                assertThat(second.ask(question, "as_of", asOf).toString()).as(question)
                        .isEqualTo(first.ask(question, "as_of", asOf).toString());
            }
            assertThat(second.post("crm", "r2", "registration.approved", MARCH.plus(Duration.ofDays(2)),
                    Map.of("registration_id", "R1", "approved_by", "ops"))).containsEntry("outcome", "duplicate");
            assertThat(second.post("crm", "t1", "account.direct_touch", MARCH, Map.of("account_id", "A2")))
                    .containsEntry("outcome", "accepted");
            assertThat(second.get("/v1/ledger/entries", "from", String.valueOf(first.head() + 1)).body())
                    .contains("account/A1").doesNotContain("account/A2");
            assertThat(new JdbcTemplate(second.bean(DataSource.class))
                    .queryForObject("SELECT epoch FROM ledger.ledger_head", Integer.class)).isEqualTo(3);
            assertThat(restoreAgainst(export, database)).contains("not restored: ", "more than the export's");
        }
    }

    private static String restoreAgainst(Path export, String database) {
        return command(1, new RestoreCommand(), export.toString(), "--spring.datasource.url=" + database,
                "--logging.level.root=warn");
    }

    /** Who deletes last-checkpoint to get round the refusal of the signer still finds the witness, and whoever holds a checkpoint. */
    private void goesOnFromTheOldBackup(Path old, Path seal, Path seen, String[] watched) throws IOException {
        String database = TestPostgres.newDatabase();
        Path keys = folder.resolve("keys-only");
        copy(seal, keys);
        Files.delete(keys.resolve("last-checkpoint"));
        assertThat(restore(old, "--spring.datasource.url=" + database, "--ledger.seal.folder=" + keys,
                "--logging.level.root=warn")).contains("as the same log");
        try (var third = LiveProgram.over(database, with(watched, keys)).at(MARCH.plus(Duration.ofDays(30)))) {
            for (int i = 0; i < 20; i++) {
                third.post("crm", "x" + i, "account.direct_touch", MARCH, Map.of("account_id", "X" + i));
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            String health;
            do {
                assertThat(System.nanoTime()).as("the witness has not found it").isLessThan(deadline);
                health = third.get("/actuator/health").body();
            } while (!health.contains("has cosigned a tree of"));
            while (Checkpoint.parse(note(third.get("/v1/ledger/checkpoint").body()).text()).size() <= third.head()) {
                assertThat(System.nanoTime()).as("not signed").isLessThan(deadline);
            }
            assertThat(command(1, new VerifyCommand(), third.uri("").toString(), "--seen", seen.toString()))
                    .contains("FAULT: ", "was seen: the past was rewritten");
        }
    }

    private static String restore(Path export, String... settings) {
        return command(0, new RestoreCommand(),
                Stream.concat(Stream.of(export.toString()), Stream.of(settings)).toArray(String[]::new));
    }

    private static String cosigned(LiveProgram program) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            assertThat(System.nanoTime()).as("still not cosigned").isLessThan(deadline);
            String body = program.get("/v1/ledger/checkpoint").body();
            if (note(body).signatures().size() == 2 && Checkpoint.parse(note(body).text()).size() > program.head()) {
                return body;
            }
        }
    }

    private static SignedNote note(String checkpoint) {
        return SignedNote.parse(checkpoint.getBytes(UTF_8));
    }

    private static String root(String checkpoint) {
        return note(checkpoint).text();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(from))) {
            Files.createDirectories(to);
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String command(int status, Object command, String... arguments) {
        var out = new StringWriter();
        int ended = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out))
                .execute(arguments);
        assertThat(ended).as(out::toString).isEqualTo(status);
        return out.toString();
    }
}
