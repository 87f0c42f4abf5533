package io.dealledger.api.operating;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Needs;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.waiting.WaitingView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How much waits for a person, or for a fact that has not come yet. */
final class WaitingMetrics implements MeterBinder {
    private static final String NAME = "attribution.intake.waiting";

    private final ViewReader views;

    WaitingMetrics(ViewReader views) {
        this.views = views;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(NAME, this, each -> each.counts().quarantined()).tag("state", "quarantined")
                .description("Deliveries that are not counted in yet").register(meters);
        Gauge.builder(NAME, this, each -> each.counts().parked()).tag("state", "parked")
                .description("Deliveries that are not counted in yet").register(meters);
    }

    private WaitingView.Counts counts() {
        return views.ask(WaitingView.VIEW, Needs.WHAT_THERE_IS,
                (sql, reflected) -> WaitingView.counts(sql, new AsOf(reflected.position(), reflected.recordedAt())));
    }
}
