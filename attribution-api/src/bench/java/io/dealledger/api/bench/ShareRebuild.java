package io.dealledger.api.bench;

import io.dealledger.account.AttributionDecided;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.engine.ViewSchemas;
import io.dealledger.projections.share.ShareProjection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How fast the share is made anew from the events: by our view as it is, with every posting, its history and the weekly
 * sums; by Axon's pooled processor with a handler that writes the same rows event by event; and with the least that a
 * handler can do, one row for each decision, without any history or sum.
 */
final class ShareRebuild implements AutoCloseable {
    private static final List<Setting> SETTINGS = List.of(new Setting(1, 500), new Setting(1, 5_000),
            new Setting(4, 500), new Setting(2, 2_000));
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Ours ours;
    private final StockJdbc stock;
    private final FoldingProcessor view;
    private final Map<Class<?>, Setting> best = new HashMap<>();
    private long events;
    private long decisions;
    private int runs;

    /** @param batch events handled in one transaction */
    private record Setting(int segments, int batch) {}

    /** What a handler of stock Axon makes of the events. */
    interface Writing {
        /** Whether two threads can do it at once, without getting into each other's way. */
        default boolean divides() {
            return true;
        }

        void write(AttributionDecided decided, JdbcTemplate rows);
    }

    ShareRebuild(EmbeddedPostgres server, long seed, int waves) throws Exception {
        ours = new Ours(Database.create(server, "share_ours", ""));
        stock = new StockJdbc("stock JDBC tuned",
                Database.create(server, "share_stock", "&reWriteBatchedInserts=true&currentSchema=public,view_share"),
                5_000);
        stock.database().execute(DealHandler.TABLE);
        var books = new Books(new Company(seed, "share", Instant.now(), 3));
        for (int wave = 0; wave < waves; wave++) {
            for (Unit unit : books.nextDeals()) {
                ours.append(unit);
                stock.append(unit);
                events += unit.events().size();
                decisions += unit.events().stream().filter(event -> event.getPayload() instanceof AttributionDecided)
                        .count();
            }
        }
        for (Engine engine : List.of(ours, stock)) {
            engine.database().execute("VACUUM ANALYZE", "CHECKPOINT");
        }
        for (Engine engine : List.of(ours, stock)) {
            ViewSchemas.migrate(engine.database().pool(), List.of(new ShareProjection().view()));
        }
        view = new FoldingProcessor(new ShareProjection(), new SharedTail(ours.ledger().tail(), 10_000),
                ours.database().pool(), InstantSource.system(), "bench", 5_000);
    }

    /** @return events in a second */
    double ours() throws Exception {
        view.resetTokens();
        ours.database().execute("CHECKPOINT");
        long start = System.nanoTime();
        view.start();
        try {
            if (!view.await(events - 1, PATIENCE)) {
                throw new IllegalStateException("the share is not made anew after " + PATIENCE + ": " + view.status());
            }
            return events / ((System.nanoTime() - start) / 1e9);
        } finally {
            view.shutDown();
        }
    }

    /** @return events in a second, with the setting that Axon is fastest with here */
    double stock(Writing writing) throws Exception {
        Setting setting = best.get(writing.getClass());
        if (setting == null) {
            setting = SETTINGS.getFirst();
            double most = 0;
            for (Setting tried : SETTINGS) {
                double rate = tried.segments() > 1 && !writing.divides() ? 0 : stock(writing, tried);
                if (rate > most) {
                    most = rate;
                    setting = tried;
                }
            }
            best.put(writing.getClass(), setting);
        }
        return stock(writing, setting);
    }

    private double stock(Writing writing, Setting setting) throws Exception {
        stock.database().execute("TRUNCATE deal_row, view_share.posting, view_share.deal, view_share.deal_partner,"
                + " view_share.deal_claim, view_share.weekly", "CHECKPOINT");
        var tokens = JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(stock.database().pool()))
                .serializer(JacksonSerializer.defaultSerializer()).build();
        if (runs++ == 0) {
            stock.transactions().executeInTransaction(() -> tokens.createSchema(PostgresTokenTableFactory.INSTANCE));
        }
        ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(setting.segments());
        var store = EmbeddedEventStore.builder().storageEngine(stock.engine()).build();
        var handler = new Handler(writing, new JdbcTemplate(stock.database().pool()),
                new CountDownLatch((int) decisions));
        var processor = PooledStreamingEventProcessor.builder().name("share" + runs).messageSource(store)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(handler)
                        .sequencingPolicy(SequentialPerAggregatePolicy.instance()).build())
                .tokenStore(tokens).transactionManager(stock.transactions()).coordinatorExecutor(coordinator)
                .workerExecutor(workers).initialSegmentCount(setting.segments()).batchSize(setting.batch()).build();
        long start = System.nanoTime();
        processor.start();
        try {
            if (!handler.left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the pooled processor has not done after " + PATIENCE);
            }
            return events / ((System.nanoTime() - start) / 1e9);
        } finally {
            processor.shutDown();
            store.shutDown();
            coordinator.shutdown();
            workers.shutdown();
        }
    }

    /** Found by Axon through its annotation. */
    static final class Handler {
        private final Writing writing;
        private final JdbcTemplate rows;
        private final CountDownLatch left;

        Handler(Writing writing, JdbcTemplate rows, CountDownLatch left) {
            this.writing = writing;
            this.rows = rows;
            this.left = left;
        }

        @EventHandler
        void on(AttributionDecided decided) {
            writing.write(decided, rows);
            left.countDown();
        }
    }

    @Override
    public void close() {
        view.shutDown();
        ours.close();
        stock.close();
    }
}
