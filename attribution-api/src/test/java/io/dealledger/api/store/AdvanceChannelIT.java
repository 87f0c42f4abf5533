package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What another node hears of this one's appends, if it never looks by itself. */
class AdvanceChannelIT {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Semaphore wakeUps = new Semaphore(0);
    private final UUID other = UUID.randomUUID();
    private RunningLedger ledger;
    private AdvanceSignal signal;
    private AdvanceChannel channel;

    @BeforeEach
    void start() {
        String database = TestPostgres.newDatabase();
        ledger = RunningLedger.on(database);
        var sessions = new PGSimpleDataSource();
        sessions.setUrl(database);
        sessions.setApplicationName(other.toString());
        signal = new AdvanceSignal(ledger.store::head, NEVER).start();
        var _ = signal.subscribe(wakeUps::release);
        channel = new AdvanceChannel(sessions, other, signal::look).start();
        awaitLine();
    }

    @AfterEach
    void stop() {
        channel.close();
        signal.close();
        ledger.close();
    }

    @Test
    void anotherNodesAppendWakesThisOne() throws Exception {
        append(0);
        assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        append(1);
        assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasAppendedWhileTheLineWasDownIsSeenWhenItIsBack() throws Exception {
        append(0);
        assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        ledger.jdbc().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + ours());
        append(1);
        assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        awaitLine();
        append(2);
        assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    private void append(int seconds) {
        assertThat(ledger.pipeline.appendAndWait(Appends.toEnd("company/fx", MARCH_30.plusSeconds(seconds))))
                .isEqualTo(new AppendOutcome.Appended(seconds));
    }

    private String ours() {
        return "application_name = '" + other + "'";
    }

    /** The first look, when the line is made, must not be taken for a notification. */
    private void awaitLine() {
        await("a session that listens").atMost(Duration.ofSeconds(30)).until(() -> ledger.jdbc().queryForList(
                "SELECT pid FROM pg_stat_activity WHERE state = 'idle' AND query = 'LISTEN ledger_advance' AND "
                        + ours())
                .size() == 1);
    }
}
