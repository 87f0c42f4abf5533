package io.dealledger.api.operating;

import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerTail;
import io.dealledger.projections.engine.ViewState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** How far the ledger is and how far behind it each read model. */
final class ProjectionMetrics implements MeterBinder {
    private final LedgerTail ledger;
    private final List<FoldingProcessor> views;

    ProjectionMetrics(LedgerTail ledger, List<FoldingProcessor> views) {
        this.ledger = ledger;
        this.views = views;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("attribution.ledger.head.position", ledger, LedgerTail::head)
                .description("Position of the last durable event; -1: none").register(meters);
        for (FoldingProcessor view : views) {
            Gauge.builder("attribution.projection.position", view, each -> each.status().position())
                    .description("Last event folded; -1: none").tag("view", view.getName()).register(meters);
            Gauge.builder("attribution.projection.lag", view, each -> each.status().lag().toMillis() / 1e3)
                    .description("Age of the oldest event not folded").baseUnit("seconds")
                    .tag("view", view.getName()).register(meters);
            Gauge.builder("attribution.projection.lag.positions", view, each -> each.status().lagPositions())
                    .description("Events not folded").tag("view", view.getName()).register(meters);
            Gauge.builder("attribution.projection.failed", view, ProjectionMetrics::failed)
                    .description("1 where the read model stopped at an event that it cannot fold")
                    .tag("view", view.getName()).register(meters);
        }
        views.stream().filter(FoldingProcessor::setsAside).forEach(view -> Gauge
                .builder("attribution.projection.set.aside", view, each -> each.status().setAside())
                .description("Sequences that wait because an event of theirs could not be folded")
                .tag("view", view.getName()).register(meters));
    }

    private static double failed(FoldingProcessor view) {
        return view.status().state() == ViewState.FAILED ? 1 : 0;
    }
}
