package io.dealledger.api.query;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How much is known to be missing. */
@Component
final class FeedMetrics implements MeterBinder {
    private static final String NAME = "attribution.feed.incomplete";
    private static final String DESCRIPTION = "Gaps that nobody accounted for, and totals of sources that are not ours";

    private final FeedReading feeds;

    FeedMetrics(FeedReading feeds) {
        this.feeds = feeds;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(NAME, feeds, each -> each.now().openGaps()).tag("cause", "gap").description(DESCRIPTION)
                .register(meters);
        Gauge.builder(NAME, feeds, each -> each.now().unreconciled()).tag("cause", "control_total")
                .description(DESCRIPTION).register(meters);
    }
}
