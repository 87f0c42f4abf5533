package io.dealledger.api.query;

import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.OwnSessions;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.engine.ViewSchemas;
import io.dealledger.projections.seal.RecordSource;
import io.dealledger.projections.seal.SealProjection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read models of this node. Axon starts their processors after everything that writes, and stops them before it. */
@Configuration(proxyBeanMethods = false)
class ProjectionsConfiguration {
    /** Entries that the read models share: a view further behind reads for itself. */
    private static final int RING = 10_000;

    /** Needs the ledger, because its tables come first. */
    @Bean
    Folding folding(LedgerStore ledger, DataSource dataSource, InstantSource clock) throws UnknownHostException {
        DataSource unpooled = OwnSessions.beside(dataSource);
        ViewSchemas.migrate(unpooled, Folding.VIEWS);
        return new Folding(new SharedTail(ledger, RING), unpooled, clock,
                InetAddress.getLocalHost().getHostName() + "/" + ProcessHandle.current().pid());
    }

    @Bean
    @ConditionalOnRole(Role.SEAL)
    FoldingProcessor sealView(Folding folding, RecordSource records) {
        return folding.processor(new SealProjection(records));
    }

    @Bean
    ViewReader viewReader(DataSource dataSource, Folding folding) {
        return new ViewReader(dataSource);
    }

    /** Axon runs a processor that has handlers; ours has one that handles nothing, and folds by itself. */
    @Bean
    ConfigurerModule foldingProcessors(ObjectProvider<FoldingProcessor> processors) {
        return configurer -> processors.orderedStream()
                .forEach(processor -> register(configurer.eventProcessing(), processor));
    }

    private static void register(EventProcessingConfigurer axon, FoldingProcessor processor) {
        var view = new FoldedView(processor.getName());
        axon.registerEventHandler(_ -> view)
                .assignHandlerInstancesMatching(processor.getName(), view::equals)
                .registerEventProcessor(processor.getName(), (_, _, _) -> processor);
    }

    /** What Axon takes for the handlers of a view. */
    private record FoldedView(String name) {}
}
