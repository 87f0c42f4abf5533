package io.dealledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.account.FactDiscarded;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class FoldingProcessorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataSource database = TestDatabase.with("tally");
    private final TestLedger ledger = new TestLedger();
    private final TallyProjection tally = new TallyProjection();
    private final List<FoldingProcessor> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(FoldingProcessor::shutDown);
    }

    @Nested
    class Folding {
        @Test
        void writesManyEntriesInOneTransaction() throws Exception {
            append("a", 400);
            append("b", 100);
            FoldingProcessor processor = start(5_000);

            assertThat(processor.await(499, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(400);
            assertThat(times("b")).isEqualTo(100);
            assertThat(tally.flushes).hasValue(1);
        }

        @Test
        void goesOnWhenTheLedgerAdvances() throws Exception {
            FoldingProcessor processor = start(10);
            append("a", 25);
            assertThat(processor.await(24, PATIENCE)).isTrue();
            append("a", 1);
            assertThat(processor.await(25, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(26);
        }

        @Test
        void goesOnFromTheCheckpointAfterARestart() throws Exception {
            append("a", 7);
            FoldingProcessor first = start(3);
            assertThat(first.await(6, PATIENCE)).isTrue();
            first.shutDown();
            append("a", 5);

            assertThat(start(3).await(11, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(12);
        }

        @Test
        void saysHowFarItIsBehind() {
            append("a", 4);
            ViewStatus status = processor(ledger, 10).status();
            assertThat(status.state()).isEqualTo(ViewState.STOPPED);
            assertThat(status.lagPositions()).isEqualTo(4);
        }
    }

    @Nested
    class LosingTheDatabase {
        @Test
        void foldsEachEntryOnceWhenTheConnectionDiesBeforeTheCommit() throws Exception {
            append("a", 10);
            tally.beforeWriting = () -> killOtherSessions();
            FoldingProcessor processor = start(10);

            assertThat(processor.await(9, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(10);
            assertThat(tally.flushes).hasValue(2);
        }

        @Test
        void triesAgainUntilTheLedgerIsBack() throws Exception {
            ledger.failReadsWith(new IllegalStateException(new SQLTransientConnectionException("away")));
            append("a", 3);
            FoldingProcessor processor = start(10);
            await(() -> processor.status().state() == ViewState.RETRYING);
            ledger.failReadsWith(null);

            assertThat(processor.await(2, PATIENCE)).isTrue();
            await(() -> processor.status().error() == null);
            assertThat(processor.isError()).isFalse();
        }
    }

    @Nested
    class Owning {
        @Test
        void isForOneProcessorAtATime() throws Exception {
            FoldingProcessor first = start(10);
            await(() -> first.status().state() == ViewState.RUNNING);
            FoldingProcessor second = start(10);
            append("a", 50);
            assertThat(first.await(49, PATIENCE)).isTrue();
            await(() -> second.status().state() == ViewState.STANDING_BY);

            first.shutDown();
            append("a", 50);
            assertThat(second.await(99, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(100);
        }

        @Test
        void isNotAskedForMoreOftenTheMoreIsAppended() throws Exception {
            FoldingProcessor owner = start(10);
            await(() -> owner.status().state() == ViewState.RUNNING);
            var asked = new AtomicInteger();
            FoldingProcessor other = processor(ledger, counting(asked), 10);
            started.add(other);
            other.start();
            await(() -> other.status().state() == ViewState.STANDING_BY);

            long since = System.nanoTime();
            int before = asked.get();
            for (int i = 0; i < 100; i++) {
                append("a", 1);
                assertThat(owner.await(i, PATIENCE)).isTrue();
            }
            int times = asked.get() - before;
            assertThat((long) times).isLessThanOrEqualTo((System.nanoTime() - since) / Progress.TICK.toNanos() + 2);
        }

        @Test
        void endsForAPausedOwnerThatWasReplacedMeanwhile() throws Exception {
            append("a", 5);
            var paused = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            FoldingProcessor zombie = start(reading(() -> {
                paused.countDown();
                goOn.await();
            }), 10);
            paused.await();
            // what the server does when it takes the owner for dead: its session, and with it the lock, is gone
            killOtherSessions();
            FoldingProcessor heir = start(10);
            assertThat(heir.await(4, PATIENCE)).isTrue();

            goOn.countDown();
            append("b", 5);
            assertThat(heir.await(9, PATIENCE)).isTrue();
            await(() -> zombie.status().state() == ViewState.STANDING_BY);
            assertThat(times("a")).isEqualTo(5);
            assertThat(times("b")).isEqualTo(5);
        }

        @Test
        void passesFromAPausedOwnerThatKeepsItsConnection() throws Exception {
            append("a", 5);
            var paused = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            FoldingProcessor zombie = start(reading(() -> {
                paused.countDown();
                goOn.await();
            }), 10);
            paused.await();
            FoldingProcessor heir = start(10);
            assertThat(heir.await(4, PATIENCE)).isTrue();

            goOn.countDown();
            await(() -> zombie.status().state() == ViewState.STANDING_BY);
            assertThat(times("a")).isEqualTo(5);
        }

        @Test
        void passesFromAnOwnerPausedInItsTransaction() throws Exception {
            append("a", 5);
            var paused = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            tally.beforeWriting = () -> {
                paused.countDown();
                uninterrupted(goOn);
            };
            FoldingProcessor zombie = start(1);
            paused.await();
            FoldingProcessor heir = start(10);
            assertThat(heir.await(4, PATIENCE)).isTrue();

            goOn.countDown();
            await(() -> zombie.status().state() == ViewState.STANDING_BY);
            assertThat(zombie.status().error()).isNull();
            assertThat(times("a")).isEqualTo(5);
        }

        @Test
        void staysWithAnOwnerThatHasNothingToDo() throws Exception {
            FoldingProcessor owner = start(10);
            await(() -> owner.status().state() == ViewState.RUNNING);
            FoldingProcessor other = start(10);
            try (Connection silent = database.getConnection()) {
                silent.setAutoCommit(false);
                Checkpoints.endWhenSilent(silent, FoldLoop.MOST_SILENCE, FoldLoop.MOST_SILENCE);
                int session = silent.unwrap(PGConnection.class).getBackendPID();
                await(() -> !lives(session));
            }
            append("a", 5);
            assertThat(owner.await(4, PATIENCE)).isTrue();
            assertThat(other.status().position()).isEqualTo(-1);
            assertThat(fence()).isEqualTo(1);
        }

        @Test
        void isRefusedByTheFenceEvenWithALiveConnection() throws Exception {
            append("a", 5);
            try (Connection zombie = database.getConnection(); Connection heir = database.getConnection()) {
                zombie.setAutoCommit(false);
                heir.setAutoCommit(false);
                var old = Checkpoints.claim(zombie, "tally", "zombie").orElseThrow();
                assertThat(Checkpoints.claim(heir, "tally", "heir")).isEmpty();
                Checkpoints.release(zombie);
                var fresh = Checkpoints.claim(heir, "tally", "heir").orElseThrow();

                var to = new Checkpoint(4, TestLedger.START);
                assertThat(Checkpoints.advance(zombie, old, Checkpoint.NONE, to)).isFalse();
                assertThat(Checkpoints.advance(heir, fresh, Checkpoint.NONE, to)).isTrue();
                zombie.rollback();
                heir.rollback();
            }
        }
    }

    @Nested
    class MeetingAnEntryItCannotFold {
        @Test
        void stopsThereAndSaysWhere() throws Exception {
            append("a", 6);
            append(TallyProjection.POISON, 1);
            append("a", 6);
            FoldingProcessor processor = start(100);

            await(() -> processor.status().state() == ViewState.FAILED);
            assertThat(processor.status().lag()).isEqualTo(Duration.ofDays(31).minusSeconds(6));
            assertThat(processor.status().position()).isEqualTo(5);
            assertThat(processor.status().error()).contains("after position 5").contains("cannot fold poison");
            assertThat(processor.isError()).isTrue();
            assertThat(times("a")).isEqualTo(6);
        }

        @Test
        void goesOnFromThereOnceTheCauseIsGone() throws Exception {
            append("a", 6);
            append(TallyProjection.POISON, 1);
            append("a", 6);
            FoldingProcessor processor = start(100);
            await(() -> processor.status().state() == ViewState.FAILED);

            tally.acceptsPoison = true;
            await(() -> !processor.isRunning());
            processor.start();
            assertThat(processor.await(12, PATIENCE)).isTrue();
            assertThat(times("a")).isEqualTo(12);
            assertThat(processor.isError()).isFalse();
        }
    }

    @Nested
    class Resetting {
        @Test
        void foldsTheLedgerAgainToTheSameRows() throws Exception {
            append("a", 20);
            append("b", 11);
            FoldingProcessor processor = start(7);
            assertThat(processor.await(30, PATIENCE)).isTrue();
            processor.shutDown();
            String live = processor.digest();

            processor.resetTokens();
            assertThat(processor.digest()).isNotEqualTo(live);
            processor.start();
            assertThat(processor.await(30, PATIENCE)).isTrue();
            assertThat(processor.digest()).isEqualTo(live);
        }

        @Test
        void isRefusedWhileItRuns() {
            FoldingProcessor processor = start(7);
            assertThatThrownBy(processor::resetTokens).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tally is running");
        }
    }

    private FoldingProcessor start(int batchSize) {
        return start(ledger, batchSize);
    }

    private FoldingProcessor start(LedgerTail tail, int batchSize) {
        FoldingProcessor processor = processor(tail, batchSize);
        started.add(processor);
        processor.start();
        return processor;
    }

    private FoldingProcessor processor(LedgerTail tail, int batchSize) {
        return processor(tail, database, batchSize);
    }

    private FoldingProcessor processor(LedgerTail tail, DataSource sessions, int batchSize) {
        return new FoldingProcessor(tally, new SharedTail(tail, 100), sessions,
                InstantSource.fixed(Instant.parse("2026-02-01T00:00:00Z")), "node-" + started.size(), batchSize);
    }

    /** The database, and how often somebody asked it for a claim. */
    private DataSource counting(AtomicInteger claims) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = super.getConnection();
                return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                        new Class<?>[]{Connection.class}, (_, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")
                                    && ((String) arguments[0]).contains("pg_try_advisory_lock")) {
                                claims.incrementAndGet();
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }

    private interface Pause {
        void here() throws InterruptedException;
    }

    /** The ledger, but the first read is held up after it has its entries. */
    private LedgerTail reading(Pause pause) {
        return new LedgerTail() {
            private boolean read;

            @Override
            public long head() {
                return ledger.head();
            }

            @Override
            public Instant lastRecorded() {
                return ledger.lastRecorded();
            }

            @Override
            public List<LedgerEntry> read(long after, int limit) {
                List<LedgerEntry> entries = ledger.read(after, limit);
                if (!read) {
                    read = true;
                    try {
                        pause.here();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return entries;
            }

            @Override
            public Subscription onAdvance(Runnable wakeUp) {
                return ledger.onAdvance(wakeUp);
            }
        };
    }

    private void append(String word, int times) {
        for (int i = 0; i < times; i++) {
            ledger.append("quarantine/q", new FactDiscarded("q", null, word, TestLedger.START));
        }
    }

    private long times(String word) {
        return new ViewReader(database).ask("tally", (sql, _) -> sql
                .sql("SELECT coalesce(sum(times), 0) FROM tally WHERE word = ?").param(word).query(Long.class)
                .single());
    }

    private boolean lives(int session) {
        return JdbcClient.create(database).sql("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ?)")
                .param(session).query(Boolean.class).single();
    }

    private long fence() {
        return JdbcClient.create(database).sql("SELECT fence FROM view_engine.checkpoint WHERE view = 'tally'")
                .query(Long.class).single();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void killOtherSessions() {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Several threads' business, so it is looked at, not waited for; no result depends on how long it takes. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
