package io.dealledger.api.command;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactParked;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStore.Companions;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
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
        var stated = new ArrayList<@Nullable StoredFact>();
        published.forEach(event -> stated.add(newlyStated(event)));
        accompany(stated, command.directory());
    }

    @CommandHandler
    void handle(FileEvents command) {
        var stated = new ArrayList<@Nullable StoredFact>();
        for (FileEvents.Filing filing : command.filings()) {
            eventStore.publish(new GenericEventMessage<>(filing.event(), Map.of(LedgerMetaData.RECORDED_AT,
                    command.recordedAt(), LedgerMetaData.STREAM, filing.stream())));
            stated.add(filing.newStatement() ? newlyStated(filing.event()) : null);
        }
        accompany(stated, Map.of());
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

    private static void accompany(List<@Nullable StoredFact> stated, Map<Anchor, String> directory) {
        var keys = new ArrayList<NewKey>();
        for (int i = 0; i < stated.size(); i++) {
            StoredFact fact = stated.get(i);
            if (fact != null) {
                keys.add(new NewKey(new IdempotencyKey(fact.source(), fact.id()), fact.statement().contentHash(), i));
            }
        }
        CurrentUnitOfWork.get().root().resources().put(Companions.RESOURCE, new Companions(keys, directory));
    }

    /** The fact that an event brings into the ledger for the first time; those placed or followed have their key. */
    private static @Nullable StoredFact newlyStated(LedgerEvent event) {
        return switch (event) {
            case FactAccepted accepted -> accepted.fact();
            case FactFiled filed -> filed.fact();
            case FactParked parked -> parked.fact();
            default -> null;
        };
    }
}
