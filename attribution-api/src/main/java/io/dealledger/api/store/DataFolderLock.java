package io.dealledger.api.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a second process out of the data folder. The operating system gives the lock up when its holder dies. */
final class DataFolderLock implements AutoCloseable {
    /** Behind the text, so that others can read who holds it where locks are mandatory. */
    private static final long LOCKED_BYTE = 1L << 32;

    private final Path folder;
    private final FileChannel channel;

    private DataFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws LedgerStartException if a process holds the folder, or it cannot be written to */
    static DataFolderLock take(Path folder) {
        try {
            Path real = Files.createDirectories(folder).toRealPath();
            Path file = real.resolve("ledger.lock");
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new LedgerStartException("The data folder %s is in use by process %s.".formatted(real,
                        Files.readString(file, US_ASCII).strip()),
                        "Stop that process, or choose another folder with --ledger.data.", null);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)), 0);
            return new DataFolderLock(real, channel);
        } catch (IOException e) {
            throw new LedgerStartException("The data folder %s cannot be written to: %s.".formatted(folder, e),
                    "Make it writable, or choose another folder with --ledger.data.", e);
        }
    }

    /** Without symbolic links. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException _) { // held by this very process
            return null;
        }
    }
}
