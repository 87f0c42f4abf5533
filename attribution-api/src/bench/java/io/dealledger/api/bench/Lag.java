package io.dealledger.api.bench;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.LedgerEvent;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.engine.ViewSchemas;
import io.dealledger.projections.timeline.TimelineProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/**
 * How long after it is published an event is handled, where events come one by one: by one of our views, at the end of its
 * transaction, and by a handler of Axon's pooled processor that does nothing at all.
 */
final class Lag {
    private static final int WARM_UP = 10;
    private static final int MOST_PAUSE_MILLIS = 60;

    private final ConcurrentMap<String, CompletableFuture<Long>> handled = new ConcurrentHashMap<>();
    private final Random random;
    private final Author author;

    private interface Publishing {
        void publish(Unit unit) throws Exception;
    }

    Lag(long seed) {
        random = new Random(seed);
        author = new Author(seed, "lag");
    }

    /** @return the median, in milliseconds */
    double of(Ours ours, int events) throws Exception {
        ViewSchemas.migrate(ours.database().pool(), List.of(new TimelineProjection().view()));
        var processor = new FoldingProcessor(new Timed<>(new TimelineProjection()), new SharedTail(ours.ledger().tail(), 1_000),
                ours.database().pool(), InstantSource.system(), "bench", 5_000);
        processor.start();
        try {
            return median(ours::append, events);
        } finally {
            processor.shutDown();
        }
    }

    /** @return the median, in milliseconds */
    double of(StockJdbc stock, int events) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        var store = EmbeddedEventStore.builder().storageEngine(stock.engine()).build();
        var processor = PooledStreamingEventProcessor.builder().name("lag").messageSource(store)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(new Handler())
                        .sequencingPolicy(SequentialPerAggregatePolicy.instance()).build())
                .tokenStore(new InMemoryTokenStore()).transactionManager(stock.transactions())
                .coordinatorExecutor(threads).workerExecutor(threads).initialSegmentCount(1).batchSize(500).build();
        processor.start();
        try {
            return median(unit -> stock.transactions().executeInTransaction(() -> store.publish(unit.events())), events);
        } finally {
            processor.shutDown();
            store.shutDown();
            threads.shutdown();
        }
    }

    private double median(Publishing publishing, int events) throws Exception {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < WARM_UP + events; i++) {
            Unit unit = author.write(1);
            var arrived = new CompletableFuture<Long>();
            handled.put(unit.keys().getFirst().key().id(), arrived);
            long start = System.nanoTime();
            publishing.publish(unit);
            long end = arrived.get(30, TimeUnit.SECONDS);
            if (i >= WARM_UP) {
                millis.add((end - start) / 1e6);
            }
            Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS)); // so that processors are found at rest
        }
        return millis.stream().sorted().toList().get(events / 2);
    }

    private void arrived(Object event) {
        if (event instanceof FactAccepted fact) {
            CompletableFuture<Long> awaited = handled.remove(fact.fact().id());
            if (awaited != null) {
                awaited.complete(System.nanoTime());
            }
        }
    }

    /** Found by Axon through its annotation. */
    final class Handler {
        @EventHandler
        void on(LedgerEvent event) {
            arrived(event);
        }
    }

    /** The view as it is; tells of each entry when its rows are written. */
    private final class Timed<S> implements BatchProjection<Timed.Batch<S>> {
        private final BatchProjection<S> view;

        private record Batch<S>(S rows, List<Object> events) {}

        Timed(BatchProjection<S> view) {
            this.view = view;
        }

        @Override
        public String view() {
            return view.view();
        }

        @Override
        public Batch<S> newBatch() {
            return new Batch<>(view.newBatch(), new ArrayList<>());
        }

        @Override
        public void fold(Batch<S> batch, LedgerEntry entry) {
            view.fold(batch.rows(), entry);
            batch.events().add(entry.event());
        }

        @Override
        public void flush(Batch<S> batch, Connection connection) throws SQLException {
            view.flush(batch.rows(), connection);
            batch.events().forEach(Lag.this::arrived);
        }
    }
}
