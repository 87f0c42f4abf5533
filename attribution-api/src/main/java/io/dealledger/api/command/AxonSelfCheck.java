package io.dealledger.api.command;

import io.dealledger.api.store.LedgerEventStore;
import io.dealledger.api.store.LedgerStartException;
import io.dealledger.api.store.LedgerStorageEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.SpanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Refuses to start on an Axon that is wired differently than the ledger was tested with: a {@code SimpleEventBus} in place
 * of the event store, for one, looks healthy and forgets every fact.
 */
final class AxonSelfCheck implements SmartInitializingSingleton {
    private static final Map<Class<?>, Class<?>> EXPECTED = Map.of(
            CommandBus.class, SimpleCommandBus.class,
            CommandGateway.class, DefaultCommandGateway.class,
            EventBus.class, LedgerEventStore.class,
            EventStore.class, LedgerEventStore.class,
            EventStorageEngine.class, LedgerStorageEngine.class,
            TransactionManager.class, NoTransactionManager.class,
            Serializer.class, RefusingSerializer.class,
            SpanFactory.class, NoOpSpanFactory.class);

    private static final List<Class<?>> UNWANTED = List.of(TokenStore.class);

    private final ListableBeanFactory beans;

    /** @throws LedgerStartException on the first bean that is not the expected one */
    AxonSelfCheck(ListableBeanFactory beans) {
        this.beans = beans;
        EXPECTED.forEach((type, expected) -> checkBeans(type, expected, beans.getBeansOfType(type).values()));
    }

    /** @throws LedgerStartException on the first component of Axon's own that is not the expected bean */
    @Override
    public void afterSingletonsInstantiated() {
        for (Class<?> type : UNWANTED) {
            beans.getBeansOfType(type).values().forEach(bean -> {
                throw refusal(type, "none", bean.getClass().getName());
            });
        }
        Configuration axon = beans.getBean(Configuration.class);
        EXPECTED.forEach((type, expected) -> checkClass(type, expected, axon.getComponent(type)));
    }

    private static void checkBeans(Class<?> type, Class<?> expected, Collection<?> found) {
        if (found.size() != 1) {
            throw refusal(type, "one " + expected.getName(),
                    found.isEmpty()
                            ? "none"
                            : found.stream().map(bean -> bean.getClass().getName()).toList().toString());
        }
        checkClass(type, expected, found.iterator().next());
    }

    private static void checkClass(Class<?> type, Class<?> expected, Object found) {
        if (found.getClass() != expected) {
            throw refusal(type, expected.getName(), found.getClass().getName());
        }
    }

    private static LedgerStartException refusal(Class<?> type, String expected, String found) {
        return new LedgerStartException(
                "As Axon's %s the ledger needs %s, but found %s: facts could be accepted and not stored."
                        .formatted(type.getSimpleName(), expected, found),
                "Remove the bean or auto-configuration that brings it in.", null);
    }
}
