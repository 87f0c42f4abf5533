package io.dealledger.api.command;

import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStartException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.FailingDuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.SpanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Every Axon bean that the ledger needs, declared: what Axon 4.13 would choose by itself on Spring Boot 4 starts cleanly
 * and stores nothing. {@link AxonSelfCheck} refuses anything else.
 */
@Configuration(proxyBeanMethods = false)
class LedgerAxonConfiguration {
    /**
     * None, on purpose. The only durable effect of a command is its append, which has a transaction of its own; one held
     * around it would keep a pooled connection from each command that waits in the group commit.
     */
    @Bean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.INSTANCE;
    }

    /** Events take recorded_at over from their command. Nothing else: message ids of this process are no evidence. */
    @Bean
    CorrelationDataProvider recordedAtProvider() {
        return new SimpleCorrelationDataProvider(LedgerMetaData.RECORDED_AT);
    }

    @Bean
    SpanFactory axonSpanFactory() {
        return NoOpSpanFactory.INSTANCE;
    }

    @Bean
    Serializer axonSerializer() {
        return new RefusingSerializer();
    }

    @Bean
    CommandBus commandBus(TransactionManager transactions, CorrelationDataProvider recordedAt, MeterRegistry meters) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(transactions)
                .duplicateCommandHandlerResolver(FailingDuplicateCommandHandlerResolver.instance())
                .messageMonitor(new CommandTimer(meters))
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(List.of(recordedAt)));
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    /**
     * No stock event processor, so no token store: read models keep their position in the same transaction as their rows,
     * which Axon's processors cannot.
     */
    @Bean
    ConfigurerModule noStockEventProcessors() {
        return configurer -> configurer.eventProcessing()
                .registerEventProcessorFactory((name, configuration, handlers) -> {
                    throw new LedgerStartException(
                            "Axon found event handlers of the processing group '" + name + "'.",
                            "Make it a fold of the projections' engine: it keeps its position exactly.", null);
                });
    }

    @Bean
    AxonSelfCheck axonSelfCheck(ListableBeanFactory beans) {
        return new AxonSelfCheck(beans);
    }
}
