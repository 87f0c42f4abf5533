package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears within milliseconds that another node appended: every append notifies this channel. What is missed while the line
 * is down is seen by whoever looks every so often.
 */
final class AdvanceChannel implements AutoCloseable {
    /** Fixed, because a channel is a name in SQL; the notification says who appended. */
    static final String NAME = "ledger_advance";
    private static final Logger log = LoggerFactory.getLogger(AdvanceChannel.class);
    private static final Executor SAME_THREAD = Runnable::run;
    /** A line on which nothing was heard for so long is tried. */
    private static final int SILENCE_MILLIS = 10_000;
    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final int RETRY_MILLIS = 500;

    private final DataSource sessions;
    private final String self;
    private final Runnable othersAppended;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("ledger-advance-channel").unstarted(this::run);
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
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closing.countDown();
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(SAME_THREAD); // a polite end would wait for what is being listened to
            } catch (SQLException e) {
                log.debug("ending the line", e);
            }
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
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
}
