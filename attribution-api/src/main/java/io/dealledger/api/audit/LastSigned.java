package io.dealledger.api.audit;

import io.dealledger.tlog.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint that was signed, in a file apart from the database: a database that was set back cannot set this
 * back with it, so two trees of one size are never signed.
 */
final class LastSigned {
    private final Path file;

    LastSigned(Path folder) {
        file = folder.resolve("last-checkpoint");
    }

    /** Null before the first one. */
    @Nullable
    SignedNote read() {
        try {
            return Files.exists(file) ? SignedNote.parse(Files.readAllBytes(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the last checkpoint signed, " + file, e);
        }
    }

    /**
     * Durable when it returns true.
     *
     * @return false if another process has signed since {@code expected} was read
     */
    boolean replace(@Nullable SignedNote expected, SignedNote next) {
        Path lock = file.resolveSibling("last-checkpoint.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            SignedNote stands = read();
            if (stands == null ? expected != null : !stands.equals(expected)) {
                return false;
            }
            Path fresh = file.resolveSibling("last-checkpoint.new");
            Files.writeString(fresh, next.format(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the last checkpoint signed, " + file, e);
        }
    }
}
