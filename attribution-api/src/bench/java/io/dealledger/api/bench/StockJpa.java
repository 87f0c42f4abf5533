package io.dealledger.api.bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.DomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SnapshotEventEntry;
import org.jspecify.annotations.Nullable;

/** Axon's own JPA engine on Hibernate, as it comes. */
final class StockJpa implements Engine {
    private final Database database;
    private final EntityManagerFactory factory;
    private final TransactionManager transactions;
    private final EventStorageEngine engine;

    StockJpa(Database database) {
        this.database = database;
        factory = new PersistenceConfiguration("bench").managedClass(DomainEventEntry.class)
                .managedClass(SnapshotEventEntry.class)
                .property("jakarta.persistence.nonJtaDataSource", database.pool())
                .property("hibernate.connection.datasource", database.pool())
                .property("hibernate.hbm2ddl.auto", "create").createEntityManagerFactory();
        var perThread = new PerThread(factory);
        transactions = perThread;
        var serializer = new LedgerSerializer();
        engine = JpaEventStorageEngine.builder().entityManagerProvider(perThread::current)
                .transactionManager(perThread).eventSerializer(serializer).snapshotSerializer(serializer).build();
    }

    @Override
    public String name() {
        return "stock JPA";
    }

    @Override
    public void append(Unit unit) {
        transactions.executeInTransaction(() -> engine.appendEvents(unit.events()));
    }

    @Override
    public long replay(BooleanSupplier enough) {
        return StockJdbc.replay(engine, enough);
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public void close() {
        factory.close();
        database.close();
    }

    /** One entity manager for each transaction of a thread, as Spring would have it; joins what has begun. */
    private static final class PerThread implements TransactionManager {
        private final EntityManagerFactory factory;
        private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

        PerThread(EntityManagerFactory factory) {
            this.factory = factory;
        }

        EntityManager current() {
            return Objects.requireNonNull(current.get(), "outside of a transaction");
        }

        @Override
        public Transaction startTransaction() {
            if (current.get() != null) {
                return new Joined();
            }
            EntityManager begun = factory.createEntityManager();
            begun.getTransaction().begin();
            current.set(begun);
            return new Own(begun);
        }

        private static final class Joined implements Transaction {
            @Override
            public void commit() {}

            @Override
            public void rollback() {}
        }

        private final class Own implements Transaction {
            private final EntityManager manager;

            Own(EntityManager manager) {
                this.manager = manager;
            }

            @Override
            public void commit() {
                end(true);
            }

            @Override
            public void rollback() {
                end(false);
            }

            private void end(boolean commit) {
                current.remove();
                try (manager) {
                    if (commit) {
                        manager.getTransaction().commit();
                    } else {
                        manager.getTransaction().rollback();
                    }
                }
            }
        }
    }
}
