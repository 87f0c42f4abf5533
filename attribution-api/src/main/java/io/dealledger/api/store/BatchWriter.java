package io.dealledger.api.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends batches over one connection of its own, and finds out what became of a batch when the connection is lost while
 * it is being committed. Used by one thread.
 */
final class BatchWriter implements LedgerWriter {
    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);
    private static final int RETRY_MILLIS = 200;
    private static final int ANSWER_WITHIN_MILLIS = 45_000;
    /**
     * Timeouts under that of the network, so that the server gives up first and says so. A plan is made once, when the
     * tables may still be empty, and kept: only look-ups by index stay right as they grow.
     */
    private static final String SESSION = "SET lock_timeout = '10s'; SET statement_timeout = '30s';"
            + " SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off";
    /** A partition is ready when the head is this many positions before it, or half as many at the least. */
    static final long PARTITION_LEAD = 1L << 22;

    private final DataSource dataSource;
    private final AppendStatement statement;
    private final String node;
    private final UUID writer;
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private @Nullable Connection connection;
    private boolean registered;
    private long lastBatch;
    private long lookAtPartitionsAt;

    BatchWriter(DataSource dataSource, AppendStatement statement, String node, UUID writer) {
        this.dataSource = dataSource;
        this.statement = statement;
        this.node = node;
        this.writer = writer;
    }

    @Override
    public List<AppendOutcome> write(List<AppendRequest> requests) throws SQLException {
        while (true) {
            Connection open = open();
            try {
                List<AppendOutcome> outcomes = statement.append(open, writer, lastBatch + 1, requests);
                lastBatch++;
                preparePartition(open, outcomes);
                return outcomes;
            } catch (SQLException e) {
                if (!isLost(e)) {
                    throw e;
                }
                log.warn("connection lost while committing batch {} of writer {}: {}", lastBatch + 1, writer,
                        e.getMessage());
                List<AppendOutcome> settled = settle(requests);
                if (settled != null) {
                    return settled;
                }
            }
        }
    }

    @Override
    public void giveUpSoon() {
        givingUp.countDown();
    }

    @Override
    public void close() {
        discard();
    }

    /** Whether the database refused a value, so that a batch without it may pass. */
    static boolean isFaultOfContent(Exception e) {
        return e instanceof SQLException sql && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }

    /** Null if the batch was not committed; it can no longer be, so its requests may be sent again. */
    private @Nullable List<AppendOutcome> settle(List<AppendRequest> requests) {
        while (true) {
            discard();
            try {
                List<AppendOutcome> outcomes = statement.settle(open(), writer, lastBatch + 1, requests);
                lastBatch++;
                log.info("batch {} of writer {} was {}", lastBatch, writer, outcomes == null ? "lost" : "committed");
                return outcomes;
            } catch (SQLException | LedgerUnavailableException e) {
                if (pauseOrGiveUp()) {
                    throw new LedgerUnavailableException(
                            "the connection was lost during a commit: the outcome is unknown; repeating is safe", e);
                }
            }
        }
    }

    private boolean pauseOrGiveUp() {
        try {
            return givingUp.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Connection open() {
        Connection current = connection;
        if (current != null) {
            return current;
        }
        try {
            Connection opened = dataSource.getConnection();
            try {
                prepare(opened);
            } catch (SQLException | RuntimeException e) {
                opened.close();
                throw e;
            }
            connection = opened;
            return opened;
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the database is away: " + e.getMessage(), e);
        }
    }

    /** In autocommit, with what every writer expects of its session. */
    static void prepareSession(Connection opened) throws SQLException {
        opened.setAutoCommit(true);
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        Executor sameThread = Runnable::run;
        opened.setNetworkTimeout(sameThread, ANSWER_WITHIN_MILLIS);
        DatabaseGuarantees.check(opened);
        try (Statement session = opened.createStatement()) {
            session.execute(SESSION);
        }
    }

    private void prepare(Connection opened) throws SQLException {
        prepareSession(opened);
        if (!registered) {
            register(opened);
        }
        makePartitionAhead(opened, nextPosition(opened));
    }

    private void register(Connection opened) throws SQLException {
        try (var insert = opened.prepareStatement("INSERT INTO ledger.append_batch"
                + " VALUES (?, ?, 0, '{}', '{}', clock_timestamp()) ON CONFLICT (writer) DO NOTHING")) {
            insert.setObject(1, writer);
            insert.setString(2, node);
            insert.executeUpdate();
        }
        registered = true;
    }

    private static long nextPosition(Connection opened) throws SQLException {
        try (Statement query = opened.createStatement();
                ResultSet row = query.executeQuery("SELECT next_pos FROM ledger.ledger_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void discard() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                log.debug("closing a lost connection", e);
            }
        }
    }

    private void preparePartition(Connection open, List<AppendOutcome> outcomes) {
        for (AppendOutcome outcome : outcomes) {
            if (outcome instanceof AppendOutcome.Appended(long first) && first >= lookAtPartitionsAt) {
                try {
                    makePartitionAhead(open, first);
                } catch (SQLException e) {
                    // the batch is committed and must not look failed; there is time to try again
                    log.error("no partition could be made ahead of position {}", first, e);
                }
            }
        }
    }

    private void makePartitionAhead(Connection open, long position) throws SQLException {
        try (var ensure = open.prepareStatement("SELECT ledger.ledger_ensure_partition(?)")) {
            ensure.setLong(1, position + PARTITION_LEAD);
            ensure.execute();
            lookAtPartitionsAt = position + PARTITION_LEAD / 2;
        }
    }

    /** Whether the server may have committed although the client did not hear of it. */
    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P")
                || e.getCause() instanceof IOException;
    }
}
