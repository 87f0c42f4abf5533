package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.api.store.AppendOutcome.Appended;
import io.dealledger.api.store.AppendOutcome.RecordedBehind;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What is known to have made other event stores pass a committed event for ever, or stand still, one test each: whoever
 * follows the ledger ends with what a full scan finds.
 */
class KnownSkipBugsIT {
    private static final int BEFORE = 8;

    private final String url = TestPostgres.newDatabase();
    private final RunningLedger one = RunningLedger.on(url);
    private final RunningLedger other = RunningLedger.on(url);
    private final AtomicInteger streams = new AtomicInteger();

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    @DisplayName("Marten #4953, #4964: a page's end passes an event whose import commits later")
    void anImportInFlightIsNotPassed() throws Exception {
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            append(one, BEFORE);
            followers.awaitAt(BEFORE - 1);
            CompletableFuture<AppendOutcome> imported = appendHeld(MARCH_30);
            int session = held.awaitInFlight();
            List<CompletableFuture<AppendOutcome>> after = crush();
            held.awaitWaitingBehind(session);

            assertThat(one.store.head()).isEqualTo(BEFORE - 1);
            assertThat(one.store.read(-1, 100)).hasSize(BEFORE);
            assertThat(followers.areAt(BEFORE - 1)).isTrue();

            held.close();
            assertThat(imported.get()).isEqualTo(new Appended(BEFORE));
            assertAppended(after);
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Marten PR #4977, 1: commits between the statements of one look, each with its own snapshot")
    void commitsWithinOneLookAreNotPassed() throws Exception {
        LedgerTail unsteady = new Tail(one.store) {
            @Override
            public long head() {
                long head = super.head();
                appendMore(head);
                return head;
            }

            @Override
            public List<LedgerEntry> read(long after, int limit) {
                List<LedgerEntry> entries = super.read(after, limit);
                appendMore(after);
                return entries;
            }

            private void appendMore(long seen) {
                if (seen < 150) {
                    append(other, 2);
                }
            }
        };
        try (var followers = new Followers(one, unsteady, InstantSource.system(), _ -> true)) {
            await().until(() -> one.store.head() >= 150);
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Marten PR #4977, 2: a rebuild during an import passes what is in flight")
    void aRebuildDuringAnImportDoesNotPassIt() throws Exception {
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            append(one, BEFORE);
            followers.awaitAt(BEFORE - 1);
            CompletableFuture<AppendOutcome> imported = appendHeld(MARCH_30);
            int session = held.awaitInFlight();
            List<CompletableFuture<AppendOutcome>> after = crush();
            held.awaitWaitingBehind(session);

            followers.rebuild();

            held.close();
            assertThat(imported.get()).isEqualTo(new Appended(BEFORE));
            assertAppended(after);
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Marten PR #4977, 3: an idle ledger's old progress is taken for proof that nothing is in flight")
    void theFirstTrafficAfterALongPauseIsNotPassed() throws Exception {
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            append(one, BEFORE);
            followers.awaitAt(BEFORE - 1);
            followers.stopFolding();
            TestPostgres.execute(url,
                    "UPDATE view_engine.checkpoint SET recorded_at = recorded_at - interval '1 hour'");
            CompletableFuture<AppendOutcome> first = appendHeld(MARCH_30);
            int session = held.awaitInFlight();
            List<CompletableFuture<AppendOutcome>> after = crush();
            held.awaitWaitingBehind(session);

            followers.goOnFolding();
            followers.awaitAt(BEFORE - 1);

            held.close();
            assertThat(first.get()).isEqualTo(new Appended(BEFORE));
            assertAppended(after);
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Marten PR #4977, 4: a transaction is given up by the clock although it is only slow")
    void aSlowTransactionIsWaitedForWhateverTheClockSays() throws Exception {
        InstantSource yearsLater = InstantSource.offset(InstantSource.system(), Duration.ofDays(3_650));
        try (var followers = new Followers(one, one.store, yearsLater, _ -> true); var held = new HeldAppend(url)) {
            append(one, BEFORE);
            followers.awaitAt(BEFORE - 1);
            CompletableFuture<AppendOutcome> slow = appendHeld(MARCH_30);
            int session = held.awaitInFlight();
            var settled = CompletableFuture.supplyAsync(() -> one.store.settle(MARCH_30.plusSeconds(60)));
            held.awaitWaitingBehind(session);
            assertThat(followers.areAt(BEFORE - 1)).isTrue();

            held.close();
            assertThat(slow.get()).isEqualTo(new Appended(BEFORE));
            assertThat(settled.get()).isTrue();
            append(one, one.store.lastRecorded(), 1);
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Marten #5239 (V9.25.0), JasperFx #667: progress is written up to an end that nobody has read to")
    void aShortPageOrOneThatConcernsNobodyIsNoProofOfTheRest() throws Exception {
        LedgerTail shortPages = new Tail(one.store) {
            private int reads;

            @Override
            public List<LedgerEntry> read(long after, int limit) {
                return super.read(after, 1 + reads++ % limit);
            }
        };
        append(one, 60);
        try (var followers = new Followers(one, shortPages, InstantSource.system(),
                entry -> entry.position() % 13 == 0)) {
            append(other, 20);
            followers.stopFolding();
            append(other, 20);
            followers.goOnFolding();
            followers.assertHaveSeenAll(line -> Long.parseLong(line.split(" ")[0]) % 13 == 0);
        }
    }

    @Test
    @DisplayName("Marten PR #5057, #5108, #5125: idle sessions beside an append that died freeze the mark for ever")
    void idleSessionsBesideADeadAppendFreezeNothing() throws Exception {
        var idle = new ArrayList<Connection>();
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            for (int i = 0; i < 57; i++) {
                idle.add(idleInTransaction(i));
            }
            append(one, BEFORE);
            CompletableFuture<AppendOutcome> dies = appendHeld(MARCH_30);
            TestPostgres.execute(url, "SELECT pg_terminate_backend(" + held.awaitInFlight() + ")");
            held.close();

            assertThat(dies.get()).as("sent again").isEqualTo(new Appended(BEFORE));
            append(one, 30);
            followers.assertHaveSeenAll();
        } finally {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    @DisplayName("Axon #4829: a visible event with an old timestamp lets the token pass what is in flight below it")
    void anOldTimestampIsNoReasonToPassWhatIsInFlight() throws Exception {
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            assertAppended(List.of(one.pipeline.append(Appends.to("account/old", 0, BEFORE, longAgo))));
            followers.awaitAt(BEFORE - 1);
            CompletableFuture<AppendOutcome> inFlight = appendHeld(longAgo);
            int session = held.awaitInFlight();
            CompletableFuture<AppendOutcome> backDated = one.pipeline
                    .append(Appends.to("account/imported", 0, 3, longAgo));
            held.awaitWaitingBehind(session);
            assertThat(followers.areAt(BEFORE - 1)).isTrue();

            held.close();
            assertThat(inFlight.get()).isEqualTo(new Appended(BEFORE));
            assertThat(backDated.get()).isEqualTo(new Appended(BEFORE + 1));
            followers.assertHaveSeenAll();
        }
    }

    @Test
    @DisplayName("Akka R2DBC backtracking: an event of an earlier time turns up behind what was read already")
    void nothingTurnsUpBehindWhatWasRead() throws Exception {
        try (var followers = Followers.of(one); var held = new HeldAppend(url)) {
            CompletableFuture<AppendOutcome> begunFirst = appendHeld(MARCH_30.plusSeconds(2));
            int session = held.awaitInFlight();
            CompletableFuture<AppendOutcome> stampedEarlier = one.pipeline
                    .append(Appends.to("account/behind", 0, 1, MARCH_30.plusSeconds(1)));
            held.awaitWaitingBehind(session);
            held.close();

            assertThat(begunFirst.get()).isEqualTo(new Appended(0));
            assertThat(stampedEarlier.get()).isEqualTo(new RecordedBehind());
            assertAppended(List.of(one.pipeline.append(Appends.to("account/behind", 0, 1, MARCH_30.plusSeconds(2)))));
            followers.assertHaveSeenAll();
            assertThat(one.store.read(-1, 10)).extracting(LedgerEntry::recordedAt).isSorted();
        }
    }

    private CompletableFuture<AppendOutcome> appendHeld(Instant recordedAt) {
        return other.pipeline.append(Appends.to("held/" + streams.incrementAndGet(), 0, 1, recordedAt));
    }

    private void append(RunningLedger node, int events) {
        append(node, MARCH_30, events);
    }

    private void append(RunningLedger node, Instant recordedAt, int events) {
        assertAppended(List.of(node.pipeline
                .append(Appends.to("account/" + streams.incrementAndGet(), 0, events, recordedAt))));
    }

    private List<CompletableFuture<AppendOutcome>> crush() {
        var appends = new ArrayList<CompletableFuture<AppendOutcome>>();
        for (int i = 0; i < 40; i++) {
            appends.add(one.pipeline.append(Appends.to("account/" + streams.incrementAndGet(), 0, 1, MARCH_30)));
        }
        return appends;
    }

    private static void assertAppended(List<CompletableFuture<AppendOutcome>> appends) {
        assertThat(appends).allSatisfy(append -> assertThat(append.join()).isInstanceOf(Appended.class));
    }

    private Connection idleInTransaction(int lock) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + (100_000 + lock) + ")");
        }
        return connection;
    }

    /** A ledger as its readers see it, to be disturbed. */
    private static class Tail implements LedgerTail {
        private final LedgerTail ledger;

        Tail(LedgerTail ledger) {
            this.ledger = ledger;
        }

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
            return ledger.read(after, limit);
        }

        @Override
        public Subscription onAdvance(Runnable wakeUp) {
            return ledger.onAdvance(wakeUp);
        }
    }
}
