package io.dealledger.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.audit.casefile.VerifyCommand;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewState;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A ledger that an earlier version has written is taken over by every version to come, byte for byte. It holds every kind
 * of fact. Add exports where the format grows, never change this one.
 */
class EarlierExportIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void ofTheFirstVersionIsVerifiedAndGoneOnWith() throws Exception {
        unpack("/ledger/export-v1.zip");
        assertThat(command(new VerifyCommand(), folder.toString())).contains("OK: ledger");

        String database = TestPostgres.newDatabase();
        assertThat(command(new RestoreCommand(), folder.toString(), "--spring.datasource.url=" + database,
                "--logging.level.root=warn")).contains("103 events restored");

        try (var program = LiveProgram.over(database, "--ledger.seal.sign=false")) {
            assertThat(program.bytes("/v1/ledger/entries?limit=1000&format=ndjson"))
                    .isEqualTo(Files.readAllBytes(folder.resolve("events.ndjson")));
            for (FoldingProcessor view : program.beans(FoldingProcessor.class)) {
                program.awaitFolded(view.getName());
                assertThat(view.status().state()).as(view.getName()).isEqualTo(ViewState.RUNNING);
            }
            assertThat(Checkpoint.parse(SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint"))).text())
                    .size()).isEqualTo(program.head() + 1);
            assertThat(program.ask("/v1/opportunities/O1/attribution").toString()).contains("acme");
        }
    }

    private void unpack(String zip) throws IOException {
        try (InputStream resource = Objects.requireNonNull(EarlierExportIT.class.getResourceAsStream(zip));
                var files = new ZipInputStream(resource, UTF_8)) {
            for (var file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                Files.write(folder.resolve(file.getName()), files.readAllBytes());
            }
        }
    }

    private static String command(Object command, String... arguments) {
        var out = new StringWriter();
        int ended = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out))
                .execute(arguments);
        assertThat(ended).as(out::toString).isZero();
        return out.toString();
    }
}
