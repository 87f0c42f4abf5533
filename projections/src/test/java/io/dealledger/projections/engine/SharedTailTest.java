package io.dealledger.projections.engine;

import static io.dealledger.projections.engine.FoldingProcessorTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactDiscarded;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** One view in trouble beside another that reads the same tail. */
class SharedTailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RING = 200;
    private static final int BATCH = 50;
    private static final int ENTRIES = 20_000;

    private final DataSource database = TestDatabase.with("tally");
    private final TestLedger ledger = new TestLedger();

    @Test
    void aViewThatStandsStillHoldsUpNobodyAndLetsNothingPileUp() throws Exception {
        var decoded = new DecodingTail(ledger);
        var shared = new SharedTail(decoded, RING);
        var mayGoOn = new CountDownLatch(1);
        FoldingProcessor slow = Folding.processor(new Troubled(mayGoOn::await), shared, database, BATCH);
        FoldingProcessor other = Folding.processor(new TallyProjection(), shared, database, BATCH);
        try {
            append(BATCH);
            slow.start();
            await(() -> decoded.handedOut() > 0);
            other.start();
            append(ENTRIES);

            assertThat(other.await(BATCH + ENTRIES - 1, PATIENCE)).isTrue();
            assertThat(slow.status().position()).isEqualTo(-1);
            System.gc();
            assertThat(decoded.kept()).isLessThanOrEqualTo(RING + 2 * BATCH);

            mayGoOn.countDown();
            assertThat(slow.await(BATCH + ENTRIES - 1, PATIENCE)).isTrue();
        } finally {
            mayGoOn.countDown();
            slow.shutDown();
            other.shutDown();
        }
    }

    @Test
    void aViewThatMeetsPoisonStopsAlone() throws Exception {
        var shared = new SharedTail(ledger, RING);
        FoldingProcessor poisoned = Folding.processor(new Troubled(() -> {
            throw new IllegalStateException("poison");
        }), shared, database, BATCH);
        FoldingProcessor other = Folding.processor(new TallyProjection(), shared, database, BATCH);
        try {
            append(ENTRIES);
            poisoned.start();
            other.start();
            await(() -> poisoned.status().state() == ViewState.FAILED);
            append(ENTRIES);

            assertThat(other.await(2 * ENTRIES - 1, PATIENCE)).isTrue();
            assertThat(other.status().state()).isEqualTo(ViewState.RUNNING);
            assertThat(poisoned.status().position()).isEqualTo(-1);
        } finally {
            poisoned.shutDown();
            other.shutDown();
        }
    }

    private void append(int entries) {
        for (int i = 0; i < entries; i++) {
            ledger.append("account/" + i % 7, new FactDiscarded("id", "ada", "word", TestLedger.START));
        }
    }

    /** Reads from a store, where each read makes the entries anew, and knows how many of them are still held. */
    private static final class DecodingTail implements LedgerTail {
        private final LedgerTail store;
        private final List<WeakReference<LedgerEntry>> handedOut = new ArrayList<>();

        DecodingTail(LedgerTail store) {
            this.store = store;
        }

        synchronized int handedOut() {
            return handedOut.size();
        }

        synchronized long kept() {
            return handedOut.stream().filter(entry -> !entry.refersTo(null)).count();
        }

        @Override
        public synchronized List<LedgerEntry> read(long after, int limit) {
            List<LedgerEntry> entries = store.read(after, limit).stream().map(entry -> new LedgerEntry(entry.position(),
                    entry.recordedAt(), entry.streamId(), entry.sequence(), entry.event())).toList();
            entries.forEach(entry -> handedOut.add(new WeakReference<>(entry)));
            return entries;
        }

        @Override
        public long head() {
            return store.head();
        }

        @Override
        public Instant lastRecorded() {
            return store.lastRecorded();
        }

        @Override
        public Subscription onAdvance(Runnable wakeUp) {
            return store.onAdvance(wakeUp);
        }
    }

    private interface Trouble {
        void meet() throws InterruptedException;
    }

    /** A view without tables that gets into trouble with each batch. */
    private record Troubled(Trouble trouble) implements BatchProjection<List<LedgerEntry>> {
        @Override
        public String view() {
            return "troubled";
        }

        @Override
        public List<LedgerEntry> newBatch() {
            return new ArrayList<>();
        }

        @Override
        public void fold(List<LedgerEntry> batch, LedgerEntry entry) {
            batch.add(entry);
        }

        @Override
        public void flush(List<LedgerEntry> batch, Connection connection) {
            try {
                trouble.meet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
