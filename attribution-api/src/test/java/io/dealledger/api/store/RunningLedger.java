package io.dealledger.api.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The store's beans, wired as the program wires them, over a database of a test. */
final class RunningLedger implements AutoCloseable {
    private final HikariDataSource pool;
    private final AdvanceSignal signal;
    private final AdvanceChannel channel;
    private final Turns turns;
    final PostgresLedgerStore store;
    final AppendPipeline pipeline;
    final LedgerStorageEngine engine;
    final LedgerEventStore events;

    private RunningLedger(String url, Consumer<HikariConfig> settings, Optional<EventLog> log, int cachedEvents) {
        try {
            var config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(6);
            settings.accept(config);
            var beans = new LedgerStoreConfiguration();
            pool = new HikariDataSource(config);
            var database = beans.ledgerDatabase(pool, null);
            signal = beans.ledgerAdvanceSignal(database);
            channel = beans.ledgerAdvanceChannel(database, signal);
            turns = beans.ledgerTurns(database);
            store = beans.ledgerStore(database, signal, InstantSource.system(), turns);
            pipeline = beans.ledgerAppendPipeline(beans.ledgerWriter(database, log), signal, channel,
                    new SimpleMeterRegistry());
            engine = beans.ledgerStorageEngine(store, pipeline,
                    new LedgerStoreProperties(Path.of("data"), cachedEvents));
            events = beans.ledgerEventStore(store, engine);
        } catch (SQLException | UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static RunningLedger on(String url) {
        return new RunningLedger(url, _ -> {}, Optional.empty(), 1_000);
    }

    static RunningLedger on(String url, int cachedEvents) {
        return new RunningLedger(url, _ -> {}, Optional.empty(), cachedEvents);
    }

    /** With its events in a log elsewhere. */
    static RunningLedger on(String url, EventLog log) {
        return new RunningLedger(url, _ -> {}, Optional.of(log), 1_000);
    }

    static RunningLedger on(String url, Consumer<HikariConfig> settings) {
        return new RunningLedger(url, settings, Optional.empty(), 1_000);
    }

    static RunningLedger on(EmbeddedDatabase database) {
        return on(database.url(), pool -> {
            pool.setUsername(database.user());
            pool.setPassword(database.password());
        });
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    @Override
    public void close() {
        pipeline.close();
        channel.close();
        signal.close();
        turns.close();
        pool.close();
    }
}
