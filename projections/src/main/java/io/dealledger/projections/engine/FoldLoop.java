package io.dealledger.projections.engine;

import io.dealledger.projections.engine.Checkpoints.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that moves one view: claim it, fold what is new, wait. Entries and checkpoint go into one transaction;
 * if the process stops anywhere, either both are there or neither is, and the next owner goes on from the checkpoint.
 */
final class FoldLoop<S> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FoldLoop.class);
    /** An owner not heard of for so long has lost the view: with {@link Progress#TICK} another has it within 10 s. */
    static final Duration MOST_SILENCE = Duration.ofSeconds(5);
    /** Often enough that a pause of the collector, or a slow read of the ledger, costs no claim. */
    private static final long BEAT = Duration.ofSeconds(1).toNanos();

    private final BatchProjection<S> projection;
    private final LedgerTail tail;
    private final ReadAhead reader;
    private final DataSource dataSource;
    private final String owner;
    private final int batchSize;
    private final Progress progress;
    private final Waiting waiting;
    private final AtomicBoolean newEntries = new AtomicBoolean();

    private volatile boolean stopping;
    private volatile ViewState state = ViewState.STANDING_BY;
    private volatile Checkpoint checkpoint = Checkpoint.NONE;
    private volatile @Nullable String error;
    private volatile @Nullable Instant oldestUnfolded;
    /** Up to here entries are folded one by one, to find the one that fails. */
    private long carefulUntil = -1;
    private long lastBeat;

    FoldLoop(BatchProjection<S> projection, LedgerTail tail, DataSource dataSource, String owner, int batchSize,
            Progress progress) {
        this.projection = projection;
        this.tail = tail;
        this.reader = new ReadAhead(tail, projection::looksInto);
        this.dataSource = dataSource;
        this.owner = owner;
        this.batchSize = batchSize;
        this.progress = progress;
        this.waiting = new Waiting(projection);
    }

    ViewState state() {
        return state;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    @Nullable
    String error() {
        return error;
    }

    /** recorded_at of the first entry read but not yet folded; null if there is none. */
    @Nullable
    Instant oldestUnfolded() {
        return oldestUnfolded;
    }

    /** Sequences that wait because one of their entries could not be folded, as far as this node knows. */
    int setAside() {
        return waiting.count();
    }

    void wakeUp() {
        newEntries.set(true);
        progress.signal();
    }

    void stop() {
        stopping = true;
        progress.signal();
    }

    @Override
    public void run() {
        try (LedgerTail.Subscription _ = tail.onAdvance(this::wakeUp)) {
            while (!stopping) {
                serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (state != ViewState.FAILED) {
            state = ViewState.STOPPED;
        }
        progress.signal();
    }

    /** With one connection, until it breaks or the loop is to stop. */
    private void serve() throws InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Checkpoints.endWhenSilent(connection, MOST_SILENCE, MOST_SILENCE);
            try {
                standByOrFold(connection);
            } finally {
                giveBack(connection);
            }
        } catch (SQLException | RuntimeException e) {
            failed(e);
        }
    }

    private void standByOrFold(Connection connection) throws SQLException, InterruptedException {
        while (!stopping) {
            var claim = Checkpoints.claim(connection, projection.view(), owner);
            if (claim.isPresent()) {
                foldAsOwner(connection, claim.get());
            } else {
                error = null;
                state = ViewState.STANDING_BY;
                rest();
            }
        }
    }

    private void foldAsOwner(Connection connection, Claim claim) throws SQLException, InterruptedException {
        checkpoint = claim.from();
        waiting.load(connection, claim.tables(), claim.from());
        connection.commit();
        while (!stopping) {
            newEntries.set(false);
            beat(connection);
            boolean careful = checkpoint.position() < carefulUntil;
            List<LedgerEntry> entries = reader.read(checkpoint.position(), careful ? 1 : batchSize);
            if (entries.size() == batchSize) {
                reader.begin(entries.getLast().position(), batchSize);
            }
            oldestUnfolded = entries.isEmpty() ? null : entries.getFirst().recordedAt();
            if (!entries.isEmpty() && !foldOrSetAside(connection, claim, entries)) {
                LOG.warn("view {} has another owner or other tables since position {}", projection.view(),
                        checkpoint.position());
                return;
            }
            error = null;
            state = ViewState.RUNNING;
            if (entries.isEmpty()) {
                progress.signal();
                progress.await(() -> stopping || newEntries.get(), Progress.TICK);
            }
        }
    }

    /** @return false if the claim no longer holds: nothing was written then */
    private boolean foldOrSetAside(Connection connection, Claim claim, List<LedgerEntry> entries) throws SQLException {
        try {
            return foldBatch(connection, claim, entries);
        } catch (SQLException | RuntimeException e) {
            if (entries.size() > 1 || !waiting.maySetAside(e)) {
                throw e;
            }
            connection.rollback();
            LedgerEntry entry = entries.getFirst();
            boolean owned = move(connection, claim, entry, () -> waiting.add(connection, claim.tables(), entry, e));
            carefulUntil = -1;
            return owned;
        }
    }

    private boolean foldBatch(Connection connection, Claim claim, List<LedgerEntry> entries) throws SQLException {
        S batch = projection.newBatch();
        var behind = new ArrayList<LedgerEntry>();
        for (LedgerEntry entry : entries) {
            beat(connection);
            if (waiting.holds(entry)) {
                behind.add(entry);
            } else {
                projection.fold(batch, entry);
            }
        }
        return move(connection, claim, entries.getLast(), () -> {
            projection.flush(batch, connection);
            waiting.add(connection, claim.tables(), behind);
        });
    }

    private interface Write {
        void rows() throws SQLException;
    }

    private boolean move(Connection connection, Claim claim, LedgerEntry last, Write write) throws SQLException {
        var next = new Checkpoint(last.position(), last.recordedAt());
        if (!Checkpoints.advance(connection, claim, checkpoint, next)) {
            connection.rollback();
            return false;
        }
        ViewSchemas.use(connection, claim.tables().schema());
        write.rows();
        connection.commit();
        checkpoint = next;
        progress.signal();
        return true;
    }

    /** To be called between transactions only. */
    private void beat(Connection connection) throws SQLException {
        long now = System.nanoTime();
        if (now - lastBeat >= BEAT) {
            Checkpoints.beat(connection);
            lastBeat = now;
        }
    }

    private void failed(Exception e) throws InterruptedException {
        long position = checkpoint.position();
        String words = "after position " + position + ": " + e;
        if (Outage.isPassing(e)) {
            LOG.warn("view {} tries again {}", projection.view(), words);
            error = words;
            state = ViewState.RETRYING;
            rest();
        } else if (position < carefulUntil || batchSize == 1) {
            LOG.error("view {} stops {}", projection.view(), words, e);
            error = words;
            state = ViewState.FAILED;
            stopping = true;
        } else {
            carefulUntil = position + batchSize;
        }
    }

    /** Until it may be worth trying again: new entries are no reason for who cannot fold them. */
    private void rest() throws InterruptedException {
        progress.await(() -> stopping, Progress.TICK);
    }

    private static void giveBack(Connection connection) {
        try {
            connection.rollback();
            Checkpoints.release(connection);
        } catch (SQLException e) {
            // a broken connection has lost its locks already
            LOG.debug("connection could not be given back in order", e);
        }
    }
}
