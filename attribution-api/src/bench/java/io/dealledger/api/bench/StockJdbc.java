package io.dealledger.api.bench;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Axon's own JDBC engine, as it comes or with the settings that its users reach for. */
final class StockJdbc implements Engine {
    private final String name;
    private final Database database;
    private final TransactionManager transactions;
    private final EventStorageEngine engine;

    /** @param batch events read at a time; Axon's own is 100 */
    StockJdbc(String name, Database database, int batch) {
        this.name = name;
        this.database = database;
        transactions = new SpringTransactionManager(new DataSourceTransactionManager(database.pool()));
        var serializer = new LedgerSerializer();
        JdbcEventStorageEngine jdbc = JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database.pool()))
                .transactionManager(transactions).batchSize(batch)
                .eventSerializer(serializer).snapshotSerializer(serializer).build();
        transactions.executeInTransaction(
                () -> jdbc.createSchema(PostgresEventTableFactory.INSTANCE));
        engine = jdbc;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void append(Unit unit) {
        transactions.executeInTransaction(() -> engine.appendEvents(unit.events()));
    }

    @Override
    public long replay(BooleanSupplier enough) {
        return replay(engine, enough);
    }

    static long replay(EventStorageEngine engine, BooleanSupplier enough) {
        long read = 0;
        try (var events = engine.readEvents(null, false)) {
            Iterator<? extends TrackedEventMessage<?>> each = events.iterator();
            while (each.hasNext()) {
                if (each.next().getPayload() != null) {
                    read++;
                }
                if (read % 1_000 == 0 && enough.getAsBoolean()) {
                    break;
                }
            }
        }
        return read;
    }

    EventStorageEngine engine() {
        return engine;
    }

    TransactionManager transactions() {
        return transactions;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public @Nullable Double bytesPerEvent() throws SQLException {
        return (double) database.number("SELECT pg_total_relation_size('domainevententry')")
                / database.number("SELECT count(*) FROM domainevententry");
    }

    @Override
    public void close() {
        database.close();
    }
}
