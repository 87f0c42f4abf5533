package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may move a view, and how far it is. The session advisory lock keeps two nodes from working on one view at once;
 * the fence keeps a node that was paused, and lost its lock meanwhile, from writing anything when it wakes up.
 */
final class Checkpoints {
    private Checkpoints() {}

    /** The right to move a view, until the next claim. @param tables that the view is kept in now */
    record Claim(String view, String owner, long fence, Checkpoint from, Tables tables) {}

    /** How far a view is, which of its tables hold that, and whether they do without anything. */
    record Standing(Checkpoint checkpoint, int generation, boolean setsAside) {
        static final Standing NONE = new Standing(Checkpoint.NONE, 0, false);
    }

    /** Claims the view for this connection's session; empty while another session holds it. Commits. */
    static Optional<Claim> claim(Connection connection, String view, String owner) throws SQLException {
        if (!tryLock(connection, view)) {
            connection.commit();
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO view_engine.checkpoint AS c (view, position, recorded_at, owner, fence)
                VALUES (?, -1, 'epoch', ?, 1)
                ON CONFLICT (view) DO UPDATE SET owner = excluded.owner, fence = c.fence + 1
                RETURNING position, recorded_at, fence, generation""")) {
            statement.setString(1, view);
            statement.setString(2, owner);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                var from = new Checkpoint(row.getLong("position"), SqlTime.get(row, "recorded_at"));
                var claim = new Claim(view, owner, row.getLong("fence"), from,
                        new Tables(view, row.getInt("generation")));
                connection.commit();
                return Optional.of(claim);
            }
        }
    }

    /**
     * Lets the server end this connection's session, and its claims, when it is silent for longer: a node that is stopped,
     * or whose machine is gone, closes nothing. Commits.
     *
     * @param inTransaction when others may be waiting for what it holds
     */
    static void endWhenSilent(Connection connection, Duration inTransaction, Duration otherwise) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT set_config('idle_session_timeout', ?, false),
                       set_config('idle_in_transaction_session_timeout', ?, false),
                       set_config('tcp_keepalives_idle', '2', false), set_config('tcp_keepalives_interval', '1', false),
                       set_config('tcp_keepalives_count', '3', false)""")) {
            statement.setString(1, otherwise.toMillis() + "ms");
            statement.setString(2, inTransaction.toMillis() + "ms");
            statement.execute();
        }
        connection.commit();
    }

    /** Tells the server that this node lives. Commits. */
    static void beat(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            statement.execute();
        }
        connection.commit();
    }

    /** Gives up every claim of this connection's session. Commits. */
    static void release(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            statement.execute();
        }
        connection.commit();
    }

    /**
     * Moves the checkpoint; to be the first statement of the transaction that folds, so that its row lock also keeps
     * others out until the end.
     *
     * @return false if the claim no longer holds: nothing may be written then
     */
    static boolean advance(Connection connection, Claim claim, Checkpoint from, Checkpoint to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE view_engine.checkpoint SET position = ?, recorded_at = ?
                WHERE view = ? AND position = ? AND owner = ? AND fence = ?""")) {
            statement.setLong(1, to.position());
            statement.setObject(2, SqlTime.of(to.recordedAt()));
            statement.setString(3, claim.view());
            statement.setLong(4, from.position());
            statement.setString(5, claim.owner());
            statement.setLong(6, claim.fence());
            return statement.executeUpdate() == 1;
        }
    }

    /** How the view stands in this connection's snapshot. */
    static Standing read(Connection connection, String view) throws SQLException {
        return read(connection, view, "");
    }

    /**
     * Turns this connection's transaction to one snapshot of the view's tables, in a single round trip.
     *
     * @return what the snapshot holds
     */
    static Standing readOnly(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
                SELECT coalesce(position, -1) AS position, coalesce(recorded_at, 'epoch') AS recorded_at,
                  coalesce(generation, 0) AS generation, set_config('search_path', %s, true),
                  EXISTS (SELECT FROM view_engine.set_aside s
                    WHERE s.view = c.view AND s.generation = c.generation) AS sets_aside
                FROM (VALUES (?)) asked (view) LEFT JOIN view_engine.checkpoint c USING (view)"""
                .formatted(ViewSchemas.OF_GENERATION))) {
            statement.setString(1, ViewSchemas.of(view, 0));
            statement.setString(2, view);
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return standing(row);
            }
        }
    }

    /** Like {@link #read}, and keeps the view there until the end of the transaction. */
    static Standing hold(Connection connection, String view) throws SQLException {
        return read(connection, view, " FOR UPDATE");
    }

    private static Standing read(Connection connection, String view, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT position, recorded_at, generation, EXISTS (SELECT FROM view_engine.set_aside s"
                        + " WHERE s.view = c.view AND s.generation = c.generation) AS sets_aside"
                        + " FROM view_engine.checkpoint c WHERE view = ?" + lock)) {
            statement.setString(1, view);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? standing(row) : Standing.NONE;
            }
        }
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(new Checkpoint(row.getLong("position"), SqlTime.get(row, "recorded_at")),
                row.getInt("generation"), row.getBoolean("sets_aside"));
    }

    /** From now on the view is what another generation of its tables holds. Takes the claim away from whoever has it. */
    static void turnTo(Connection connection, String view, int generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE view_engine.checkpoint SET generation = ?, fence = fence + 1 WHERE view = ?")) {
            statement.setInt(1, generation);
            statement.setString(2, view);
            statement.executeUpdate();
        }
    }

    /** Makes whoever folds the view claim it anew before it writes anything more. */
    static void takeAway(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE view_engine.checkpoint SET fence = fence + 1 WHERE view = ?")) {
            statement.setString(1, view);
            statement.executeUpdate();
        }
    }

    static void forget(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM view_engine.checkpoint WHERE view = ?")) {
            statement.setString(1, view);
            statement.executeUpdate();
        }
    }

    private static boolean tryLock(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "view:" + view);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
