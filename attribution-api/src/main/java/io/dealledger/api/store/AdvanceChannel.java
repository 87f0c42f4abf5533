package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nodes hear of each other's appends within milliseconds. Told of beside the append, not in it: what is missed while
 * the line is down is seen by whoever looks every so often, and nobody waits for it.
 */
final class AdvanceChannel implements AutoCloseable {
    /** Fixed, because a channel is a name in SQL; the notification says who appended. */
    private static final String NAME = "ledger_advance";
    private static final Logger log = LoggerFactory.getLogger(AdvanceChannel.class);
    private static final Executor SAME_THREAD = Runnable::run;
    /** A line on which nothing was heard for so long is tried. */
    private static final int SILENCE_MILLIS = 10_000;
    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final int RETRY_MILLIS = 500;
    /** Appends that come so close are told of together. */
    private static final int TOGETHER_MILLIS = 2;

    private final DataSource sessions;
    private final String self;
    private final Runnable othersAppended;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore appended = new Semaphore(0);
    private final Thread hearing = Thread.ofVirtual().name("ledger-advance-hearing").unstarted(this::hear);
    private final Thread telling = Thread.ofVirtual().name("ledger-advance-telling").unstarted(this::tell);
    private volatile @Nullable Connection listening;

    /**
     * @param sessions gives one that is kept for good
     * @param self     the writer whose appends are known here without being told
     */
    AdvanceChannel(DataSource sessions, UUID self, Runnable othersAppended) {
        this.sessions = sessions;
        this.self = self.toString();
        this.othersAppended = othersAppended;
    }

    AdvanceChannel start() {
        hearing.start();
        telling.start();
        return this;
    }

    /** Lets other nodes know, soon, that this one appended. */
    void appended() {
        appended.release();
    }

    @Override
    public void close() {
        closing.countDown();
        appended.release();
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(SAME_THREAD); // a polite end would wait for what is being listened to
            } catch (SQLException e) {
                log.debug("ending the line", e);
            }
        }
        try {
            hearing.join();
            telling.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear() {
        try {
            do {
                try (Connection open = sessions.getConnection()) {
                    listening = open;
                    listen(open);
                } catch (SQLException e) {
                    log.debug("other nodes are not heard until there is a line again", e);
                }
                listening = null;
            } while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection open) throws SQLException {
        open.setNetworkTimeout(SAME_THREAD, ANSWER_WITHIN_MILLIS);
        PGConnection channel = open.unwrap(PGConnection.class);
        try (Statement statement = open.createStatement()) {
            statement.execute("LISTEN " + NAME);
            othersAppended.run(); // they may have, before
            while (closing.getCount() > 0) {
                PGNotification[] heard = channel.getNotifications(SILENCE_MILLIS);
                if (heard.length == 0) {
                    statement.execute("SELECT 1");
                } else if (!Arrays.stream(heard).allMatch(each -> each.getParameter().equals(self))) {
                    othersAppended.run();
                }
            }
        }
    }

    private void tell() {
        try {
            do {
                try (Connection open = sessions.getConnection();
                        PreparedStatement notify = open.prepareStatement("SELECT pg_notify(?, ?)")) {
                    open.setNetworkTimeout(SAME_THREAD, ANSWER_WITHIN_MILLIS);
                    notify.setString(1, NAME);
                    notify.setString(2, self);
                    do {
                        appended.acquire();
                        appended.drainPermits();
                        notify.execute();
                    } while (!closing.await(TOGETHER_MILLIS, TimeUnit.MILLISECONDS));
                } catch (SQLException e) {
                    log.debug("other nodes are not told until there is a line again", e);
                }
            } while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
