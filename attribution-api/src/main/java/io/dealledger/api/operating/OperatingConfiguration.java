package io.dealledger.api.operating;

import io.dealledger.api.intake.round.IntakeService;
import io.dealledger.api.node.Role;
import io.dealledger.api.node.Roles;
import io.dealledger.api.query.Folding;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.SealView;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperatingConfiguration {
    @Bean
    ProjectionMetrics projectionMetrics(LedgerStore ledger, ObjectProvider<FoldingProcessor> views) {
        return new ProjectionMetrics(ledger, views.orderedStream().toList());
    }

    @Bean
    Rebuilds rebuilds(ObjectProvider<FoldingProcessor> views) {
        return new Rebuilds(views.orderedStream().toList());
    }

    /** Out of service while it takes nothing: starting, stopping. How much waits for the next round says how busy it is. */
    @Bean
    HealthIndicator intakeHealthIndicator(IntakeService intake) {
        return () -> (intake.isRunning() ? Health.up() : Health.outOfService())
                .withDetail("waiting_requests", intake.waiting()).build();
    }

    @Bean
    WaitingMetrics waitingMetrics(ViewReader views) {
        return new WaitingMetrics(views);
    }

    @Bean
    ProjectionsHealth projectionsHealthIndicator(ObjectProvider<FoldingProcessor> processors, ViewReader views,
            LedgerStore ledger, InstantSource clock, Roles roles, OperatingSettings settings) {
        // nobody need seal, and what is sealed says itself how far that goes
        List<String> asked = roles.has(Role.QUERY)
                ? Folding.VIEWS.stream().filter(view -> !view.equals(SealView.VIEW)).toList()
                : List.of();
        var standings = new Standings(processors.orderedStream().toList(), asked, views, ledger, clock);
        return new ProjectionsHealth(standings::now, settings.mostLag());
    }
}
