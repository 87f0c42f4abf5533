package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of a writer whose transactions it ends itself. A new connection is a new writer to the database. */
final class WriterSession {
    private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);

    private final DataSource dataSource;
    private final String node;
    private @Nullable Connection connection;
    private UUID writer = UUID.randomUUID();
    private long batches;
    private long lookAtPartitionsAt;

    WriterSession(DataSource dataSource, String node) {
        this.dataSource = dataSource;
        this.node = node;
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

    UUID writer() {
        return writer;
    }

    long nextBatch() {
        return batches + 1;
    }

    /** @param first position of the batch's first event; -1 if it has none */
    void committed(long first) {
        batches++;
        Connection current = connection;
        if (current != null && first >= lookAtPartitionsAt) {
            try {
                makePartitionAhead(current, first);
            } catch (SQLException e) {
                // the batch is committed and must not look failed; there is time to try again
                LOG.error("no partition could be made ahead of position {}", first, e);
            }
        }
    }

    void discard() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try (current) {
                current.rollback();
            } catch (SQLException e) {
                LOG.debug("closing a lost connection", e);
            }
        }
    }

    private void prepare(Connection opened) throws SQLException {
        BatchWriter.prepareSession(opened);
        opened.setAutoCommit(false);
        writer = UUID.randomUUID();
        batches = 0;
        lookAtPartitionsAt = 0;
        try (PreparedStatement register = opened.prepareStatement("INSERT INTO ledger.append_batch"
                + " VALUES (?, ?, 0, '{}', '{}', clock_timestamp())")) {
            register.setObject(1, writer);
            register.setString(2, node);
            register.executeUpdate();
        }
        opened.commit();
    }

    private void makePartitionAhead(Connection open, long position) throws SQLException {
        try (PreparedStatement ensure = open.prepareStatement("SELECT ledger.ledger_ensure_partition(?)")) {
            ensure.setLong(1, position + BatchWriter.PARTITION_LEAD);
            ensure.execute();
        }
        open.commit();
        lookAtPartitionsAt = position + BatchWriter.PARTITION_LEAD / 2;
    }
}
