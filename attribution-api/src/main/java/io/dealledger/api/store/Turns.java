package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes take turns at what has to be stamped, decided and appended before another node's time passes it. PostgreSQL lets
 * who waits in by arrival, so each node makes progress. A turn is only politeness: {@code ledger_append} refuses what comes
 * too late, so work goes on without one where it cannot be had.
 */
final class Turns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);
    /**
     * A node that is paused in its turn loses it, and so does one whose machine is gone: nobody waits for either longer
     * than that.
     */
    private static final String TAKE = "SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '5s';"
            + " SET LOCAL tcp_keepalives_idle = 2; SET LOCAL tcp_keepalives_interval = 1; SET LOCAL tcp_keepalives_count = 3;"
            + " SELECT pg_advisory_xact_lock(hashtextextended('ledger_turn', 0))";

    private final DataSource dataSource;
    /** One connection for a node: who waits must not keep from the pool what the one in turn needs to get done. */
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable Connection connection;

    Turns(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Not to be called by what is already in a turn. */
    <T> T run(Supplier<T> work) {
        lock.lock();
        try {
            boolean taken = take();
            try {
                return work.get();
            } finally {
                if (taken) {
                    giveBack();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean take() {
        try {
            Connection open = connection;
            if (open == null) {
                open = dataSource.getConnection();
                connection = open;
                open.setAutoCommit(false);
            }
            try (Statement statement = open.createStatement()) {
                statement.execute(TAKE);
            }
            return true;
        } catch (SQLException e) {
            log.debug("goes on without a turn", e);
            discard();
            return false;
        }
    }

    private void giveBack() {
        Connection open = connection;
        try {
            if (open != null) {
                open.commit();
            }
        } catch (SQLException e) {
            log.debug("the turn was over before the work", e);
            discard();
        }
    }

    private void discard() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close(); // rolls back
            } catch (SQLException e) {
                log.debug("closing a lost connection", e);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            discard();
        } finally {
            lock.unlock();
        }
    }
}
