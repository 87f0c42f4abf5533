package io.dealledger.api.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger's beans. Each needs the one before it, so that they stop in the reverse order: writer first, database last. */
@Configuration(proxyBeanMethods = false)
class LedgerStoreConfiguration {
    /** The embedded database has an owner of its own. */
    @Bean
    @ConditionalOnProperty("ledger.database.owner")
    @ConditionalOnProperty("spring.datasource.url")
    SchemaOwner givenOwner(DataSource dataSource, DatabaseSettings settings) {
        return new SchemaOwner(DataSourceBuilder.derivedFrom(dataSource).username(settings.owner())
                .password(settings.ownerPassword()).type(PGSimpleDataSource.class).build());
    }

    /** Checked and migrated: whoever has this has a database that can hold the ledger. */
    @Bean
    LedgerDatabase ledgerDatabase(DataSource dataSource, @Nullable SchemaOwner owner) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseGuarantees.check(connection);
        }
        SchemaOwner.prepare(dataSource, owner);
        return new LedgerDatabase(dataSource, new EventTypes(new JdbcTemplate(dataSource)), UUID.randomUUID());
    }

    @Bean
    AdvanceSignal ledgerAdvanceSignal(LedgerDatabase database) {
        var jdbc = new JdbcTemplate(database.dataSource());
        return new AdvanceSignal(() -> PostgresLedgerStore.head(jdbc), AdvanceSignal.LOOK_EVERY).start();
    }

    @Bean
    AdvanceChannel ledgerAdvanceChannel(LedgerDatabase database, AdvanceSignal signal) {
        return new AdvanceChannel(OwnSessions.beside(database.dataSource()), database.writer(), signal::look).start();
    }

    @Bean
    Turns ledgerTurns(LedgerDatabase database) {
        return new Turns(database.dataSource());
    }

    @Bean
    PostgresLedgerStore ledgerStore(LedgerDatabase database, AdvanceSignal signal, InstantSource clock,
            Turns turns) {
        return new PostgresLedgerStore(new JdbcTemplate(database.dataSource()), database.types(), signal, clock, turns);
    }

    @Bean
    StoredRecords storedRecords(LedgerDatabase database) {
        return new StoredRecords(new JdbcTemplate(database.dataSource()), database.types());
    }

    @Bean
    LedgerRestore ledgerRestore(LedgerDatabase database, Optional<EventLog> log) {
        return new LedgerRestore(database.dataSource(), database.types(), log.isEmpty());
    }

    /** @param log where the ledger is, if it is not in the database */
    @Bean
    LedgerWriter ledgerWriter(LedgerDatabase database, Optional<EventLog> log) throws UnknownHostException {
        var statement = new AppendStatement(database.types(), new SecureRandom());
        String node = InetAddress.getLocalHost().getHostName();
        return log.isPresent()
                ? new FollowingWriter(database.dataSource(), statement, database.types(), log.get(), node).start()
                : new BatchWriter(database.dataSource(), statement, node, database.writer());
    }

    @Bean
    AppendPipeline ledgerAppendPipeline(LedgerWriter writer, AdvanceSignal signal, AdvanceChannel channel,
            MeterRegistry meters) {
        return new AppendPipeline(writer, position -> {
            signal.advanced(position);
            channel.appended();
        }, meters).start();
    }

    @Bean
    LedgerStorageEngine ledgerStorageEngine(PostgresLedgerStore store, AppendPipeline pipeline,
            LedgerStoreProperties settings) {
        return new LedgerStorageEngine(store, pipeline, settings.cachedEvents());
    }

    @Bean
    LedgerEventStore ledgerEventStore(PostgresLedgerStore store, EventStorageEngine engine) {
        return LedgerEventStore.of(store, engine);
    }

    /** @param writer this process, by which its appends are known */
    record LedgerDatabase(DataSource dataSource, EventTypes types, UUID writer) {}
}
