package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.store.AppendOutcome.Appended;
import io.dealledger.api.store.AppendOutcome.DuplicateKey;
import io.dealledger.api.store.AppendOutcome.RecordedBehind;
import io.dealledger.api.store.AppendOutcome.SequenceConflict;
import io.dealledger.projections.engine.LedgerEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppendPipelineIT {
    private final String url = TestPostgres.newDatabase();
    private final RunningLedger ledger = RunningLedger.on(url);

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void sixteenWritersGetDensePositionsAndEveryReaderSeesAPrefix() throws Exception {
        int writers = 16;
        int each = 60;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<LedgerEntry>> reader = threads.submit(() -> readUntil(2L * writers * each - 1));
            var written = new ArrayList<Future<List<Long>>>();
            for (int writer = 0; writer < writers; writer++) {
                String stream = "account/" + writer;
                written.add(threads.submit(() -> write(stream, each)));
            }
            var positions = new ArrayList<Long>();
            for (Future<List<Long>> future : written) {
                assertThat(future.get()).isSorted();
                positions.addAll(future.get());
            }
            assertThat(positions).doesNotHaveDuplicates().hasSize(writers * each);
            assertThat(reader.get()).isEqualTo(ledger.store.read(-1, 10_000));
        }
        List<LedgerEntry> all = ledger.store.read(-1, 10_000);
        assertThat(all).extracting(LedgerEntry::position)
                .containsExactlyElementsOf(LongStream.range(0, 2L * writers * each).boxed().toList());
        assertThat(all).extracting(LedgerEntry::recordedAt).isSorted();
        for (int writer = 0; writer < writers; writer++) {
            assertThat(ledger.store.stream("account/" + writer)).extracting(LedgerEntry::sequence)
                    .containsExactlyElementsOf(LongStream.range(0, 2L * each).boxed().toList());
        }
    }

    @Test
    void aRequestThatLosesFailsAlone() throws Exception {
        append(Appends.withKey(Appends.to("account/ACME", 0, 1, MARCH_30), "crm", "1"));

        List<AppendOutcome> outcomes = inOneBatch(
                Appends.to("account/ACME", 0, 1, MARCH_30),
                Appends.to("account/A", 0, 2, MARCH_30),
                Appends.withKey(Appends.to("account/B", 0, 1, MARCH_30), "crm", "1"),
                Appends.to("account/C", 0, 1, MARCH_30.minusMillis(1)),
                Appends.to("account/D", 0, 1, MARCH_30));

        assertThat(outcomes).containsExactly(new SequenceConflict(), new Appended(2), new DuplicateKey(),
                new RecordedBehind(), new Appended(4));
        assertThat(ledger.store.existing(List.of("account/A", "account/B", "account/C", "account/D")))
                .containsExactlyInAnyOrder("account/A", "account/D");
    }

    @Test
    void requestsThatNameTheSameThingDoNotMeetInOneBatch() throws Exception {
        List<AppendOutcome> outcomes = inOneBatch(
                Appends.withKey(Appends.to("account/A", 0, 1, MARCH_30), "crm", "1"),
                Appends.withKey(Appends.to("account/B", 0, 1, MARCH_30), "crm", "1"),
                Appends.to("account/A", 0, 1, MARCH_30),
                Appends.to("account/A", 1, 1, MARCH_30));

        assertThat(outcomes).containsExactly(new Appended(1), new DuplicateKey(), new SequenceConflict(),
                new Appended(2));
    }

    @Test
    void endOfStreamIsWhereverItIs() throws Exception {
        append(Appends.to("company/fx", 0, 3, MARCH_30));

        List<AppendOutcome> outcomes = inOneBatch(Appends.toEnd("company/fx", MARCH_30),
                Appends.toEnd("company/plans", MARCH_30), Appends.toEnd("company/fx", MARCH_30));

        assertThat(outcomes).as("the second to one stream goes into the next batch")
                .containsExactly(new Appended(4), new Appended(5), new Appended(6));
        assertThat(ledger.store.stream("company/fx")).extracting(LedgerEntry::sequence).containsExactly(0L, 1L, 2L, 3L,
                4L);
    }

    @Test
    void timeNeverGoesBackAlongPositions() throws Exception {
        List<AppendOutcome> outcomes = inOneBatch(Appends.to("account/B", 0, 1, MARCH_30.plusMillis(2)),
                Appends.to("account/A", 0, 1, MARCH_30.plusMillis(1)));

        assertThat(outcomes).containsExactly(new Appended(2), new Appended(1));
        assertThat(append(Appends.to("account/C", 0, 1, MARCH_30.plusMillis(1)))).isEqualTo(new RecordedBehind());
        assertThat(append(Appends.to("account/C", 0, 1, MARCH_30.plusMillis(2)))).isEqualTo(new Appended(3));
        assertThat(ledger.store.lastRecorded()).isEqualTo(MARCH_30.plusMillis(2));
    }

    @Test
    void whatTheDatabaseRefusesFailsAlone() throws Exception {
        CompletableFuture<AppendOutcome> first;
        CompletableFuture<AppendOutcome> bad;
        CompletableFuture<AppendOutcome> good;
        try (var head = new HeldHead(url)) {
            first = ledger.pipeline.append(Appends.toEnd("account/first", MARCH_30));
            head.awaitWaiting();
            bad = ledger.pipeline.append(Appends.toEnd("account/\0", MARCH_30));
            good = ledger.pipeline.append(Appends.toEnd("account/good", MARCH_30));
        }
        assertThat(first.get()).isEqualTo(new Appended(0));
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        assertThat(good.get()).isEqualTo(new Appended(1));
    }

    @Test
    void isFullAt4096() throws Exception {
        var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
        try (var head = new HeldHead(url)) {
            assertThatThrownBy(() -> {
                for (int i = 0; i <= AppendPipeline.MOST_WAITING + AppendBatch.MOST_EVENTS; i++) {
                    waiting.add(ledger.pipeline.append(Appends.to("account/" + i, 0, 1, MARCH_30)));
                }
            }).isInstanceOf(LedgerUnavailableException.class).hasMessageContaining("4096");
            assertThat(waiting).hasSizeGreaterThanOrEqualTo(AppendPipeline.MOST_WAITING);
        }
        assertThat(waiting).allSatisfy(outcome -> assertThat(outcome.get()).isInstanceOf(Appended.class));
        assertThat(ledger.store.head()).isEqualTo(waiting.size() - 1);
    }

    @Test
    void finishesItsQueueWhenItStops() throws Exception {
        var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
        CompletableFuture<Void> stopped;
        try (var head = new HeldHead(url)) {
            for (int i = 0; i < 20; i++) {
                waiting.add(ledger.pipeline.append(Appends.toEnd("account/" + i, MARCH_30)));
            }
            stopped = CompletableFuture.runAsync(ledger.pipeline::close);
        }
        stopped.get();
        assertThat(waiting)
                .allSatisfy(outcome -> assertThat(outcome).isCompletedWithValueMatching(Appended.class::isInstance));
        assertThatThrownBy(() -> ledger.pipeline.append(Appends.toEnd("account/late", MARCH_30)))
                .isInstanceOf(LedgerUnavailableException.class).hasMessageContaining("stopping");
    }

    @Test
    void finishesWhatALoneCallerIsWritingWhenItStops() throws Exception {
        CompletableFuture<AppendOutcome> lone;
        CompletableFuture<Void> stopped;
        CompletableFuture<AppendOutcome> next;
        try (var head = new HeldHead(url)) {
            lone = CompletableFuture.supplyAsync(() -> append(Appends.to("account/A", 0, 1, MARCH_30)));
            head.awaitWaiting();
            next = ledger.pipeline.append(Appends.to("account/B", 0, 1, MARCH_30));
            stopped = CompletableFuture.runAsync(ledger.pipeline::close);
        }
        assertThat(lone.get()).isEqualTo(new Appended(0));
        assertThat(next.get()).isEqualTo(new Appended(1));
        stopped.get();
        assertThatThrownBy(() -> append(Appends.toEnd("account/late", MARCH_30)))
                .isInstanceOf(LedgerUnavailableException.class).hasMessageContaining("stopping");
    }

    @Test
    void goesOnInTheNextPartition() throws SQLException {
        long boundary = 1L << 24;
        ledger.close();
        TestPostgres.execute(url, "UPDATE ledger.ledger_head SET next_pos = " + (boundary - 2));
        try (var later = RunningLedger.on(url)) {
            assertThat(later.pipeline.append(Appends.to("account/ACME", 0, 5, MARCH_30)).join())
                    .isEqualTo(new Appended(boundary - 2));
            assertThat(later.store.read(boundary - 3, 10)).extracting(LedgerEntry::sequence).containsExactly(0L, 1L, 2L,
                    3L, 4L);
            assertThat(later.store.stream("account/ACME")).hasSize(5);
            assertThat(later.jdbc().queryForObject("SELECT count(*) FROM ledger.ledger_event_p1", Long.class))
                    .isEqualTo(3);
        }
    }

    private List<LedgerEntry> readUntil(long last) {
        var read = new ArrayList<LedgerEntry>();
        while (read.size() <= last) {
            read.addAll(ledger.store.read(read.size() - 1L, 100)); // refuses holes and repetitions itself
        }
        return read;
    }

    private List<Long> write(String stream, int requests) {
        var positions = new ArrayList<Long>();
        for (int i = 0; i < requests; i++) {
            switch (append(Appends.to(stream, 2L * i, 2, MARCH_30))) {
                case Appended(long first) -> positions.add(first);
                case AppendOutcome lost -> throw new AssertionError(stream + ": " + lost);
            }
        }
        return positions;
    }

    /** Outcomes of these requests, which wait together while the writer is held up with another one before them. */
    private List<AppendOutcome> inOneBatch(AppendRequest... requests) throws Exception {
        Instant recorded = ledger.store.lastRecorded().isAfter(MARCH_30) ? ledger.store.lastRecorded() : MARCH_30;
        var futures = new ArrayList<CompletableFuture<AppendOutcome>>();
        CompletableFuture<AppendOutcome> before;
        try (var head = new HeldHead(url)) {
            before = ledger.pipeline.append(Appends.toEnd("before", recorded));
            head.awaitWaiting();
            for (AppendRequest request : requests) {
                futures.add(ledger.pipeline.append(request));
            }
        }
        assertThat(before.get()).isInstanceOf(Appended.class);
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private AppendOutcome append(AppendRequest request) {
        return ledger.pipeline.appendAndWait(request);
    }
}
