package io.dealledger.api.query;

import io.dealledger.api.query.DisputeAnswer.Clocks;
import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.DisputeStanding.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** How many disputes wait for a decision, and how many of them for longer than the policy allows. */
@Component
final class DisputeMetrics implements MeterBinder {
    private static final String NAME = "attribution.disputes";
    private static final int MOST = 10_000;

    private final Disputes disputes;

    DisputeMetrics(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(NAME, this, each -> each.count(_ -> true)).tag("state", "open")
                .description("Disputes that wait for a decision").register(meters);
        Gauge.builder(NAME, this, each -> each.count(Clocks::overdue)).tag("state", "overdue")
                .description("Disputes that wait for a decision").register(meters);
    }

    private long count(Predicate<Clocks> which) {
        Disputes.Found open = disputes.page(new When(null, null), false, EnumSet.of(Status.OPEN, Status.UNDER_APPEAL),
                -1, MOST);
        return open.disputes().stream().filter(facts -> which.test(open.row(facts).clocks())).count();
    }
}
