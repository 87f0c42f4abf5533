package io.dealledger.api.operating;

import io.dealledger.projections.engine.ViewState;
import io.dealledger.projections.engine.ViewStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down where a read model has failed, out of service where one is too far behind to be asked. */
final class ProjectionsHealth extends AbstractHealthIndicator {
    private final Supplier<List<ViewStatus>> views;
    private final Duration mostLag;

    ProjectionsHealth(Supplier<List<ViewStatus>> views, Duration mostLag) {
        this.views = views;
        this.mostLag = mostLag;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<ViewStatus> all = views.get();
        if (all.stream().anyMatch(view -> view.state() == ViewState.FAILED)) {
            health.down();
        } else if (all.stream().anyMatch(view -> view.lag().compareTo(mostLag) > 0)) {
            health.outOfService();
        } else {
            health.up();
        }
        all.forEach(view -> health.withDetail(view.view(), describe(view)));
    }

    private static LinkedHashMap<String, Object> describe(ViewStatus view) {
        var details = new LinkedHashMap<String, Object>();
        details.put("state", view.state().name().toLowerCase(Locale.ROOT));
        details.put("position", view.position());
        details.put("behind_positions", view.lagPositions());
        details.put("behind_seconds", view.lag().toSeconds());
        if (view.setAside() > 0) {
            details.put("set_aside", view.setAside());
        }
        if (view.error() != null) {
            details.put("error", view.error());
        }
        return details;
    }
}
