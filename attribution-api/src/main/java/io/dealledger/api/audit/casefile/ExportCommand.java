package io.dealledger.api.audit.casefile;

import io.dealledger.api.audit.KeptTables.Kept;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.SignedNote;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a whole ledger into a folder in an open format. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
    "Copies every event of a running ledger into a folder, with the signed checkpoint over them: events.ndjson, checkpoint, keys;",
    "and what does not follow from them: which account each id belongs to, and every checkpoint ever signed.",
    "Run again it adds what is new; 'verify FOLDER' checks it offline, and 'restore FOLDER' makes a ledger of it."})
public final class ExportCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Where to write")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Where the ledger answers; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(names = "--with-people", description = "Also what may name people: whom pseudonyms stand for, and the messages of vendors. For a backup; keep it no longer than an erasure may take")
    private boolean withPeople;

    @Override
    public Integer call() {
        try {
            var ledger = new LedgerSource.Live(url);
            Files.createDirectories(folder);
            SignedNote note = covering(ledger, keep(ledger, Kept.DIRECTORY));
            long size = Checkpoint.parse(note.text()).size();
            copy(ledger, wholeLines(), size);
            // if the process stops before this, the next run finds the events and goes on behind them
            Files.write(folder.resolve(CaseFiles.KEYS), CaseFiles.keys(ledger.keys()));
            Files.write(folder.resolve(CaseFiles.CHECKPOINT), CaseFiles.note(note));
            for (Kept kept : Kept.values()) {
                if (kept != Kept.DIRECTORY && (withPeople || !kept.personal())) {
                    keep(ledger, kept);
                }
            }
            ExportManifest.write(folder);
            spec.commandLine().getOut().println(size + " events in " + folder);
            return 0;
        } catch (IOException | FaultFoundException e) {
            spec.commandLine().getErr().println("no export: " + e.getMessage());
            return 1;
        }
    }

    /** Fetches a table whole. @return the position that the ledger was at */
    private long keep(LedgerSource.Live ledger, Kept kept) throws IOException {
        Path file = folder.resolve(kept.file());
        Path fresh = folder.resolve(kept.file() + ".new");
        Files.deleteIfExists(fresh);
        try (InputStream rows = ledger.get("/v1/ledger/kept/" + kept.file().replace(".ndjson", ""))) {
            Files.createFile(fresh, kept.personal() ? ownerOnly() : new FileAttribute<?>[0]);
            try (OutputStream out = Files.newOutputStream(fresh)) {
                rows.transferTo(out);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Restoration.rows(folder, kept, _ -> {});
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    /** The first checkpoint over what was read: an event is signed about a second after it came in. */
    private static SignedNote covering(LedgerSource.Live ledger, long position) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            IOException unsigned;
            try {
                SignedNote note = ledger.checkpoint();
                long size = Checkpoint.parse(note.text()).size();
                if (size > position) {
                    return note;
                }
                unsigned = new IOException("the ledger has signed " + size + " events, not yet the one at position "
                        + position + "; its health says under sealWatch what stops it");
            } catch (IOException e) {
                unsigned = e; // a ledger just begun has signed nothing yet
            }
            if (System.nanoTime() > deadline) {
                throw unsigned;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
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
