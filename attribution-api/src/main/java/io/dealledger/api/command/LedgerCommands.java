package io.dealledger.api.command;

import io.dealledger.account.LedgerEvent;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStore.Companions;
import io.dealledger.api.store.LedgerStore.NewKey;
import io.dealledger.fact.Anchor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Handles each command as one unit of work, whose one durable effect is its append: events, idempotency keys and
 * directory in one transaction. If the process stops before, nothing happened; after, everything did.
 */
@Component
@DependsOn("axonSelfCheck") // its refusal says more than what Axon says of a missing event store
class LedgerCommands {
    private final Repository<AccountAggregate> accounts;
    private final EventStore eventStore;
    private final Timer deciding;

    LedgerCommands(Repository<AccountAggregate> accounts, EventStore eventStore, MeterRegistry meters) {
        this.accounts = accounts;
        this.eventStore = eventStore;
        this.deciding = Timer.builder("attribution.decision").description("loading an account and deciding its deals")
                .publishPercentileHistogram().register(meters);
    }

    @CommandHandler
    void handle(UpdateAccounts command) {
        MetaData metaData = MetaData.with(LedgerMetaData.RECORDED_AT, command.recordedAt());
        var published = new ArrayList<LedgerEvent>();
        deciding.record(() -> command.updates()
                .forEach(update -> published.addAll(update(update, command, metaData))));
        accompany(published, command.directory());
    }

    @CommandHandler
    void handle(FileEvents command) {
        var said = new ArrayList<@Nullable LedgerEvent>();
        for (FileEvents.Filing filing : command.filings()) {
            eventStore.publish(new GenericEventMessage<>(filing.event(), Map.of(LedgerMetaData.RECORDED_AT,
                    command.recordedAt(), LedgerMetaData.STREAM, filing.stream())));
            said.add(filing.newStatement() ? filing.event() : null);
        }
        accompany(said, Map.of());
    }

    private List<LedgerEvent.OfAccount> update(AccountUpdate update, UpdateAccounts command, MetaData metaData) {
        try {
            Aggregate<AccountAggregate> aggregate = accounts.loadOrCreate(AccountUpdate.stream(update.accountId()),
                    () -> new AccountAggregate(update.accountId()));
            return aggregate.invoke(account -> account.update(update, command, metaData));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot load account " + update.accountId(), e);
        }
    }

    /** @param events in the order of publication; null where one says nothing new */
    private static void accompany(List<? extends @Nullable LedgerEvent> events, Map<Anchor, String> directory) {
        var keys = new ArrayList<NewKey>();
        for (int i = 0; i < events.size(); i++) {
            LedgerEvent event = events.get(i);
            NewKey key = event == null ? null : NewKey.of(event, i);
            if (key != null) {
                keys.add(key);
            }
        }
        CurrentUnitOfWork.get().root().resources().put(Companions.RESOURCE, new Companions(keys, directory));
    }
}
