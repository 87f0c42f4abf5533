package io.dealledger.api.command;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.StoredFact;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.attribution.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Serializer;

/** The ledger's own aggregate on an event store of Axon's: one command for each fact, each in its transaction. */
public final class StockAccounts implements AutoCloseable {
    private final Configuration axon;

    public StockAccounts(EventStorageEngine engine, TransactionManager transactions, Serializer serializer) {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(_ -> transactions)
                .configureSerializer(_ -> serializer)
                .configureEventStore(_ -> EmbeddedEventStore.builder().storageEngine(engine).build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(AccountAggregate.class))
                .registerCommandHandler(configuration -> new Handler(configuration.repository(AccountAggregate.class)))
                .buildConfiguration();
        axon.start();
    }

    /** Returns when the fact and the decisions that it changes are durable. */
    public void accept(String account, StoredFact fact) {
        var update = new AccountUpdate(account, List.of(new FactAccepted(account, fact)), List.of());
        axon.commandGateway().sendAndWait(
                new UpdateAccounts(List.of(update), Map.of(), Policies.STANDARD, fact.recordedAt(), null));
    }

    /** As {@link LedgerCommands}, without the keys and the directory that stock Axon has no place for. */
    static final class Handler {
        private final Repository<AccountAggregate> accounts;

        Handler(Repository<AccountAggregate> accounts) {
            this.accounts = accounts;
        }

        @CommandHandler
        void handle(UpdateAccounts command) throws Exception {
            Instant recordedAt = command.recordedAt();
            for (AccountUpdate update : command.updates()) {
                var _ = accounts
                        .loadOrCreate(AccountUpdate.stream(update.accountId()),
                                () -> new AccountAggregate(update.accountId()))
                        .invoke(account -> account.update(update, command,
                                MetaData.with(LedgerMetaData.RECORDED_AT, recordedAt)));
            }
        }
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
