package io.dealledger.projections.engine;

import io.dealledger.projections.engine.Checkpoints.Claim;
import io.dealledger.projections.engine.Checkpoints.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds a view from the beginning of the ledger into tables of their own, beside those that are asked and that follow the
 * ledger meanwhile. When both are at one position their content is compared, and then questions are turned to the new ones.
 * If the process stops anywhere before that, nothing has changed. The old tables stay until the next rebuild, because
 * a question may still be reading them.
 */
public final class Rebuild<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    /** One session waits while the other reads and compares all that a view holds; only other rebuilds wait for it. */
    private static final Duration LONGEST_COMPARISON = Duration.ofHours(1);

    private final BatchProjection<S> projection;
    private final ReadAhead reader;
    private final DataSource dataSource;
    private final String owner;
    private final int batchSize;
    private final Waiting waiting;
    /** Up to here entries are folded one by one, to find the one to set aside. */
    private long carefulUntil = -1;
    private volatile Checkpoint folded = Checkpoint.NONE;
    private volatile long target = -1;

    Rebuild(BatchProjection<S> projection, LedgerTail ledger, DataSource dataSource, String owner, int batchSize) {
        this.projection = projection;
        this.reader = new ReadAhead(ledger, projection::looksInto);
        this.dataSource = dataSource;
        this.owner = owner;
        this.batchSize = batchSize;
        this.waiting = new Waiting(projection);
    }

    /**
     * What came of it.
     *
     * @param position  up to which old and new tables were compared; -1: the ledger was empty
     * @param equal     whether they held the same rows there. If not, the old ones were wrong, or the code has changed
     * @param turnedAt  the position at which questions were turned to the new tables
     */
    public record Outcome(String view, long position, boolean equal, long turnedAt) {}

    public String view() {
        return projection.view();
    }

    /** Last position folded anew; -1: none yet. */
    public long position() {
        return folded.position();
    }

    /** Where the view that is asked stands, as last seen. */
    public long target() {
        return target;
    }

    /** @throws IllegalStateException if the view is being rebuilt already, by whichever node */
    public Outcome run() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Checkpoints.endWhenSilent(connection, FoldLoop.MOST_SILENCE, LONGEST_COMPARISON);
            lock(connection);
            try {
                return rebuild(connection);
            } finally {
                connection.rollback();
                Checkpoints.release(connection);
            }
        }
    }

    private Outcome rebuild(Connection connection) throws SQLException {
        int generation = begin(connection);
        String shadow = view() + "@" + generation;
        Claim claim = Checkpoints.claim(connection, shadow, owner)
                .map(given -> new Claim(shadow, owner, given.fence(), given.from(),
                        new Tables(view(), generation)))
                .orElseThrow(this::underWay);
        folded = claim.from();
        waiting.load(connection, claim.tables(), folded);
        catchUp(connection, claim);
        Compared compared = compare(connection, claim);
        Standing old = foldUpToHeld(connection, claim);
        Checkpoints.forget(connection, shadow);
        Checkpoints.turnTo(connection, view(), generation);
        connection.commit();
        return new Outcome(view(), compared.position(), compared.equal(), old.checkpoint().position());
    }

    /** Makes the tables. @return their generation */
    private int begin(Connection connection) throws SQLException {
        Standing live = Checkpoints.read(connection, view());
        int generation = live.generation() + 1;
        ViewSchemas.dropOthers(connection, view(), live.generation());
        SetAside.of(connection, new Tables(view(), live.generation())).forgetOthers();
        Checkpoints.forget(connection, view() + "@" + generation);
        connection.commit();
        ViewSchemas.migrate(dataSource, view(), ViewSchemas.of(view(), generation), view() + "@" + generation);
        return generation;
    }

    /** Folds until as far as the view that is asked, which may go on meanwhile: what it gains is less with each pass. */
    private void catchUp(Connection connection, Claim claim) throws SQLException {
        while (true) {
            target = Checkpoints.read(connection, view()).checkpoint().position();
            connection.rollback();
            if (target - folded.position() <= batchSize) {
                return;
            }
            fold(connection, claim, target);
            connection.commit();
        }
    }

    private record Compared(long position, boolean equal) {}

    /** In a snapshot that sees both at one position. The view is held for as long as it takes to begin that snapshot. */
    private Compared compare(Connection connection, Claim claim) throws SQLException {
        try (Connection snapshot = dataSource.getConnection()) {
            snapshot.setAutoCommit(false);
            Checkpoints.endWhenSilent(snapshot, LONGEST_COMPARISON, LONGEST_COMPARISON);
            try (Statement statement = snapshot.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            }
            while (holdsMore(connection)) {
                var _ = foldUpToHeld(connection, claim);
                connection.commit();
            }
            Standing seen = Checkpoints.read(snapshot, view());
            connection.rollback();
            String old = ViewSchemas.digest(snapshot, ViewSchemas.of(view(), seen.generation()));
            boolean equal = old.equals(ViewSchemas.digest(snapshot, claim.tables().schema()));
            snapshot.rollback();
            if (!equal) {
                LOG.warn("view {}: what was asked so far differs from what the ledger gives at position {}", view(),
                        seen.checkpoint().position());
            }
            return new Compared(seen.checkpoint().position(), equal);
        }
    }

    /** Keeps the view from moving, until the end of the transaction, and looks whether it is further than the new tables. */
    private boolean holdsMore(Connection connection) throws SQLException {
        return Checkpoints.hold(connection, view()).checkpoint().position() > folded.position();
    }

    /** Keeps the view from moving until the end of the transaction, and folds what is missing. */
    private Standing foldUpToHeld(Connection connection, Claim claim) throws SQLException {
        Standing live = Checkpoints.hold(connection, view());
        target = live.checkpoint().position();
        while (folded.position() < target) {
            fold(connection, claim, target);
        }
        return live;
    }

    private void fold(Connection connection, Claim claim, long upTo) throws SQLException {
        int most = folded.position() < carefulUntil ? 1 : (int) Math.min(batchSize, upTo - folded.position());
        List<LedgerEntry> entries = reader.read(folded.position(), most);
        if (upTo - entries.getLast().position() >= batchSize) {
            reader.begin(entries.getLast().position(), batchSize);
        }
        LedgerEntry last = entries.getLast();
        Savepoint before = connection.setSavepoint();
        try {
            fold(connection, claim, entries);
        } catch (SQLException | RuntimeException e) {
            if (!waiting.maySetAside(e)) {
                throw e;
            }
            connection.rollback(before);
            if (entries.size() > 1) {
                carefulUntil = last.position();
                return;
            }
            move(connection, claim, last);
            waiting.add(connection, claim.tables(), last, e);
            carefulUntil = -1;
        }
        folded = new Checkpoint(last.position(), last.recordedAt());
    }

    private void fold(Connection connection, Claim claim, List<LedgerEntry> entries) throws SQLException {
        S batch = projection.newBatch();
        var behind = new ArrayList<LedgerEntry>();
        for (LedgerEntry entry : entries) {
            if (waiting.holds(entry)) {
                behind.add(entry);
            } else {
                projection.fold(batch, entry);
            }
        }
        move(connection, claim, entries.getLast());
        projection.flush(batch, connection);
        waiting.add(connection, claim.tables(), behind);
    }

    private void move(Connection connection, Claim claim, LedgerEntry last) throws SQLException {
        if (!Checkpoints.advance(connection, claim, folded, new Checkpoint(last.position(), last.recordedAt()))) {
            throw underWay();
        }
        ViewSchemas.use(connection, claim.tables().schema());
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "rebuild:" + view());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw underWay();
                }
            }
        }
        connection.commit();
    }

    private IllegalStateException underWay() {
        return new IllegalStateException("view " + view() + " is being rebuilt already");
    }
}
