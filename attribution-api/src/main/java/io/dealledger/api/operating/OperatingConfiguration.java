package io.dealledger.api.operating;

import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperatingConfiguration {
    @Bean
    ProjectionMetrics projectionMetrics(LedgerStore ledger, ObjectProvider<FoldingProcessor> views) {
        return new ProjectionMetrics(ledger, views.orderedStream().toList());
    }

    @Bean
    WaitingMetrics waitingMetrics(ViewReader views) {
        return new WaitingMetrics(views);
    }

    @Bean
    ProjectionsHealth projectionsHealthIndicator(ObjectProvider<FoldingProcessor> views, OperatingSettings settings) {
        return new ProjectionsHealth(() -> views.orderedStream().map(FoldingProcessor::status).toList(),
                settings.mostLag());
    }
}
