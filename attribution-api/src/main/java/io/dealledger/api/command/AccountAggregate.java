package io.dealledger.api.command;

import static java.util.Objects.requireNonNull;

import io.dealledger.account.Account;
import io.dealledger.account.LedgerEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Lends {@link Account} an event store. Holds no rule. */
@Aggregate(type = "account")
class AccountAggregate {
    private static final String PREFIX = AccountUpdate.stream("");

    @AggregateIdentifier
    private @Nullable String stream; // null until the first event of a loaded one
    private @Nullable Account account;

    /** For loading. */
    AccountAggregate() {}

    /** A new account, not stored until its first fact. */
    AccountAggregate(String accountId) {
        stream = AccountUpdate.stream(accountId);
        account = new Account(accountId);
    }

    /** The events that were applied, in order of publication. */
    List<LedgerEvent.OfAccount> update(AccountUpdate update, UpdateAccounts command, MetaData metaData) {
        List<LedgerEvent.OfAccount> events = requireNonNull(account).decide(update.arrivals(), update.adopted(),
                command.policies(), command.recordedAt(), command.cause());
        events.forEach(event -> AggregateLifecycle.apply(event, metaData));
        return events;
    }

    @EventSourcingHandler
    void on(LedgerEvent.OfAccount event, EventMessage<?> message) {
        if (account == null) {
            stream = ((DomainEventMessage<?>) message).getAggregateIdentifier();
            account = new Account(stream.substring(PREFIX.length()));
        }
        account.evolve(event, position(message));
    }

    private static @Nullable Long position(EventMessage<?> message) {
        return message instanceof TrackedEventMessage<?> tracked
                && tracked.trackingToken() instanceof GlobalSequenceTrackingToken token ? token.getGlobalIndex() : null;
    }
}
