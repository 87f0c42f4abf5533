package io.dealledger.api.audit;

import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Every checkpoint signed, as every node shows them. */
public final class SignedCheckpoints {
    private static final String SCHEMA = "seal";
    /** Another node may sign: nobody tells this one. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final RowMapper<Signed> SIGNED = (row, _) -> new Signed(
            SignedNote.parse(row.getString("note")), row.getTimestamp("signed_at").toInstant());

    private final JdbcTemplate jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();

    SignedCheckpoints(DataSource dataSource) {
        Flyway.configure(SignedCheckpoints.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/audit").schemas(SCHEMA).defaultSchema(SCHEMA)
                .table("seal_schema_history").cleanDisabled(true).load().migrate();
        jdbc = new JdbcTemplate(dataSource);
    }

    /** A checkpoint with its signatures. */
    public record Signed(SignedNote note, Instant signedAt) {
        public Checkpoint checkpoint() {
            return Checkpoint.parse(note.text());
        }

        public long size() {
            return checkpoint().size();
        }
    }

    /** A key that has signed. */
    public record SigningKey(NoteKey key, Instant since) {}

    /** Newest first. */
    public List<SigningKey> keys() {
        return jdbc.query("SELECT vkey, since FROM seal.signing_key ORDER BY since DESC, vkey",
                (row, _) -> new SigningKey(NoteKey.parse(row.getString("vkey")),
                        row.getTimestamp("since").toInstant()));
    }

    /** @param keys that signed */
    void publish(SignedNote note, Instant signedAt, List<NoteKey> keys) {
        keys.forEach(key -> jdbc.update("INSERT INTO seal.signing_key VALUES (?, ?) ON CONFLICT DO NOTHING",
                key.vkey(), Timestamp.from(signedAt)));
        jdbc.update("INSERT INTO seal.checkpoint (size, signed_at, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                Checkpoint.parse(note.text()).size(), Timestamp.from(signedAt), note.format());
        lock.lock();
        try {
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what a witness has signed; two witnesses may answer at once. */
    void cosigned(SignedNote note, NoteKey witness, Instant signedAt) {
        jdbc.update("INSERT INTO seal.signing_key VALUES (?, ?) ON CONFLICT DO NOTHING", witness.vkey(),
                Timestamp.from(signedAt));
        jdbc.update("UPDATE seal.checkpoint SET note = note || ? WHERE size = ? AND position(? in note) = 0",
                note.signatures().getLast().line(), Checkpoint.parse(note.text()).size(),
                note.signatures().getLast().line());
    }

    public @Nullable Signed latest() {
        return first("SELECT note, signed_at FROM seal.checkpoint ORDER BY size DESC LIMIT 1");
    }

    /** The last one signed at or before a moment. */
    public @Nullable Signed at(Instant moment) {
        return first("SELECT note, signed_at FROM seal.checkpoint WHERE signed_at <= ? ORDER BY size DESC LIMIT 1",
                Timestamp.from(moment));
    }

    /** The first one ever. */
    public @Nullable Signed oldest() {
        return first("SELECT note, signed_at FROM seal.checkpoint ORDER BY size LIMIT 1");
    }

    /** The latest one if it holds so many events, or becomes so large in time; else null. */
    public @Nullable Signed covering(long size, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Signed latest = latest();
            if (latest != null && latest.size() >= size) {
                return latest;
            }
            if (System.nanoTime() >= deadline || !awaitNews()) {
                return null;
            }
        }
    }

    private boolean awaitNews() {
        lock.lock();
        try {
            var _ = published.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Signed first(String sql, Object... parameters) {
        List<Signed> found = jdbc.query(sql, SIGNED, parameters);
        return found.isEmpty() ? null : found.getFirst();
    }
}
