package io.dealledger.api.audit.casefile;

import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.SignedNote;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a whole ledger into a folder in an open format. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
    "Copies every event of a running ledger into a folder, with the signed checkpoint over them: events.ndjson, checkpoint, keys.",
    "Run again it adds what is new; 'verify FOLDER' checks it offline."})
public final class ExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Where to write")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Where the ledger answers; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Override
    public Integer call() {
        try {
            var ledger = new LedgerSource.Live(url);
            SignedNote note = ledger.checkpoint();
            long size = Checkpoint.parse(note.text()).size();
            Files.createDirectories(folder);
            copy(ledger, wholeLines(), size);
            // if the process stops before this, the next run finds the events and goes on behind them
            Files.write(folder.resolve(CaseFiles.KEYS), CaseFiles.keys(ledger.keys()));
            Files.write(folder.resolve(CaseFiles.CHECKPOINT), CaseFiles.note(note));
            spec.commandLine().getOut().println(size + " events in " + folder);
            return 0;
        } catch (IOException | FaultFoundException e) {
            spec.commandLine().getErr().println("no export: " + e.getMessage());
            return 1;
        }
    }

    /** How many events are there already; half a line at the end, of a run that was stopped, is cut off. */
    private long wholeLines() throws IOException {
        Path events = folder.resolve(CaseFiles.EVENTS);
        if (!Files.exists(events)) {
            return 0;
        }
        long lines = 0;
        long end = 0;
        long at = 0;
        var block = new byte[1 << 16];
        try (var in = Files.newInputStream(events)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                for (int i = 0; i < read; i++) {
                    at++;
                    if (block[i] == '\n') {
                        lines++;
                        end = at;
                    }
                }
            }
        }
        try (var channel = Files.newByteChannel(events, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
        return lines;
    }

    private void copy(LedgerSource ledger, long from, long size) throws IOException {
        if (from >= size) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        var next = new AtomicLong(from);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(CaseFiles.EVENTS),
                StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            ledger.forEach(from, line -> {
                out.write(line);
                out.write('\n');
                long written = next.incrementAndGet();
                if (written % 1_000 == 0) {
                    err.print("\r" + written + " of " + size + " events");
                    err.flush();
                }
                return written < size;
            });
        }
        err.print("\r");
        err.flush();
    }
}
