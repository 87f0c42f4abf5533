package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that a writer keeps, and the partitions that are made ahead of it. Used by one thread. */
final class WriterSession {
    private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);
    private static final int ANSWER_WITHIN_MILLIS = 45_000;
    /**
     * Timeouts under that of the network, so that the server gives up first and says so. A plan is made once, when the
     * tables may still be empty, and kept: only look-ups by index stay right as they grow.
     */
    private static final String SESSION = "SET lock_timeout = '10s'; SET statement_timeout = '30s';"
            + " SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off";
    /** A partition is ready when the head is this many positions before it, or half as many at the least. */
    private static final long PARTITION_LEAD = 1L << 22;

    private final DataSource dataSource;
    private final Preparation preparation;
    private @Nullable Connection connection;
    private long lookAtPartitionsAt;

    /** What a writer does with each new connection before it appends over it. */
    interface Preparation {
        /** @param opened in autocommit */
        void prepare(Connection opened) throws SQLException;
    }

    WriterSession(DataSource dataSource, Preparation preparation) {
        this.dataSource = dataSource;
        this.preparation = preparation;
    }

    /** @throws LedgerUnavailableException if the database is away */
    Connection open() {
        Connection current = connection;
        if (current != null) {
            return current;
        }
        try {
            Connection opened = dataSource.getConnection();
            try {
                begin(opened);
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

    private void begin(Connection opened) throws SQLException {
        opened.setAutoCommit(true);
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        Executor sameThread = Runnable::run;
        opened.setNetworkTimeout(sameThread, ANSWER_WITHIN_MILLIS);
        DatabaseGuarantees.check(opened);
        try (Statement session = opened.createStatement()) {
            session.execute(SESSION);
        }
        makePartitionAhead(opened, nextPosition(opened));
        preparation.prepare(opened);
    }

    /** Makes a writer known to the database; nothing where it is known. */
    static void register(Connection opened, UUID writer, String node) throws SQLException {
        try (PreparedStatement insert = opened.prepareStatement("INSERT INTO ledger.append_batch"
                + " VALUES (?, ?, 0, '{}', '{}', clock_timestamp()) ON CONFLICT (writer) DO NOTHING")) {
            insert.setObject(1, writer);
            insert.setString(2, node);
            insert.executeUpdate();
        }
    }

    /** @param first position of an event that is committed */
    void appended(long first) {
        Connection current = connection;
        if (current != null && first >= lookAtPartitionsAt) {
            try {
                makePartitionAhead(current, first);
                if (!current.getAutoCommit()) {
                    current.commit();
                }
            } catch (SQLException e) {
                // the batch is committed and must not look failed; there is time to try again
                LOG.error("no partition could be made ahead of position {}", first, e);
            }
        }
    }

    /** What is not committed is rolled back. The next call opens a new connection. */
    void discard() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try (current) {
                if (!current.getAutoCommit()) {
                    current.rollback();
                }
            } catch (SQLException e) {
                LOG.debug("closing a lost connection", e);
            }
        }
    }

    private static long nextPosition(Connection opened) throws SQLException {
        try (Statement query = opened.createStatement();
                ResultSet row = query.executeQuery("SELECT next_pos FROM ledger.ledger_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void makePartitionAhead(Connection open, long position) throws SQLException {
        try (PreparedStatement ensure = open.prepareStatement("SELECT ledger.ledger_ensure_partition(?)")) {
            ensure.setLong(1, position + PARTITION_LEAD);
            ensure.execute();
            lookAtPartitionsAt = position + PARTITION_LEAD / 2;
        }
    }
}
