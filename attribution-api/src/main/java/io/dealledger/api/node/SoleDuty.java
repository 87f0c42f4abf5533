package io.dealledger.api.node;

import io.dealledger.api.store.OwnSessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * Work that one node at a time does: whoever holds a session's advisory lock. The server ends the session of a node that
 * was stopped, is paused or is gone, and another node takes the work over. A node that wakes up may go on for a moment
 * before it knows, so the work must bear to be done twice.
 */
public final class SoleDuty implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SoleDuty.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final String SESSION = "SET idle_session_timeout = '5s'; SET tcp_keepalives_idle = 2;"
            + " SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3";

    private final String name;
    private final DataSource sessions;
    private final List<? extends Lifecycle> work;
    private @Nullable Running running;

    private record Running(Thread thread, CountDownLatch stopping) {}

    /**
     * @param name on every node the same
     * @param work started where this node has the duty, and stopped where it has it no more; none: nothing is done
     */
    public SoleDuty(String name, DataSource pool, List<? extends Lifecycle> work) {
        this.name = name;
        this.sessions = OwnSessions.beside(pool);
        this.work = work;
    }

    @Override
    public synchronized void start() {
        if (running == null && !work.isEmpty()) {
            var stopping = new CountDownLatch(1);
            running = new Running(Thread.ofVirtual().name("duty-" + name).start(() -> run(stopping)), stopping);
        }
    }

    @Override
    public synchronized void stop() {
        Running stopped = running;
        running = null;
        if (stopped != null) {
            stopped.stopping().countDown();
            try {
                stopped.thread().join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private void run(CountDownLatch stopping) {
        try {
            do {
                try (Connection session = sessions.getConnection()) {
                    session.setNetworkTimeout(Runnable::run, ANSWER_WITHIN_MILLIS);
                    serve(session, stopping);
                } catch (SQLException e) {
                    LOG.debug("{}: no session to hold the duty with", name, e);
                }
            } while (!isOver(stopping));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Connection session, CountDownLatch stopping) throws SQLException, InterruptedException {
        try (Statement statement = session.createStatement()) {
            statement.execute(SESSION);
            while (!take(session)) {
                if (isOver(stopping)) {
                    return;
                }
            }
            LOG.info("{}: this node's from now on", name);
            work.forEach(Lifecycle::start);
            try {
                while (!isOver(stopping)) {
                    statement.execute("SELECT 1"); // this node lives
                }
            } catch (SQLException e) {
                LOG.warn("{}: another node's from now on, because this one's session ended: {}", name, e.getMessage());
            } finally {
                work.forEach(Lifecycle::stop);
            }
        }
    }

    private boolean take(Connection session) throws SQLException {
        try (PreparedStatement statement = session
                .prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "duty:" + name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean isOver(CountDownLatch stopping) throws InterruptedException {
        return stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
}
