package io.dealledger.api.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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

    private final WriterSession session;
    private final AppendStatement statement;
    private final String node;
    private final UUID writer;
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private boolean registered;
    private long lastBatch;

    BatchWriter(DataSource dataSource, AppendStatement statement, String node, UUID writer) {
        this.session = new WriterSession(dataSource, this::register);
        this.statement = statement;
        this.node = node;
        this.writer = writer;
    }

    @Override
    public List<AppendOutcome> write(List<AppendRequest> requests) throws SQLException {
        while (true) {
            Connection open = session.open();
            try {
                List<AppendOutcome> outcomes = statement.append(open, writer, lastBatch + 1, requests);
                lastBatch++;
                preparePartition(outcomes);
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
        session.discard();
    }

    /** Whether the database refused a value, so that a batch without it may pass. */
    static boolean isFaultOfContent(Exception e) {
        return e instanceof SQLException sql && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }

    /** Null if the batch was not committed; it can no longer be, so its requests may be sent again. */
    private @Nullable List<AppendOutcome> settle(List<AppendRequest> requests) {
        while (true) {
            session.discard();
            try {
                List<AppendOutcome> outcomes = statement.settle(session.open(), writer, lastBatch + 1, requests);
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

    private void register(Connection opened) throws SQLException {
        if (!registered) {
            WriterSession.register(opened, writer, node);
            registered = true;
        }
    }

    private void preparePartition(List<AppendOutcome> outcomes) {
        for (AppendOutcome outcome : outcomes) {
            if (outcome instanceof AppendOutcome.Appended(long first)) {
                session.appended(first);
            }
        }
    }

    /** Whether the server may have committed although the client did not hear of it. */
    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P")
                || e.getCause() instanceof IOException;
    }
}
