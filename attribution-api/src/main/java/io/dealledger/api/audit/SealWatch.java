package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Keeps signing and sampling going, and tells in health, metrics and log when the ledger is not what was signed. */
final class SealWatch implements SmartLifecycle, HealthIndicator, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(SealWatch.class);
    private static final Duration SAMPLE = Duration.ofSeconds(1);

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final SignedCheckpoints checkpoints;
    private volatile @Nullable ScheduledExecutorService running;

    /** @param sealer null where this node does not sign */
    SealWatch(@Nullable Sealer sealer, Duration every, List<WitnessClient> witnesses, Sampler sampler, int tiles,
            SignedCheckpoints checkpoints) {
        if (sealer != null) {
            tasks.put("signing", new Task(sealer::step, every));
            witnesses.forEach(witness -> tasks.put("witness " + witness.name(), new Task(witness::step, every)));
        }
        tasks.put("sampling", new Task(() -> sampler.step(tiles), SAMPLE));
        this.checkpoints = checkpoints;
    }

    /** Something done again and again, with what stopped it last. */
    private static final class Task {
        private final Runnable step;
        private final Duration every;
        private volatile @Nullable RuntimeException failure;

        Task(Runnable step, Duration every) {
            this.step = step;
            this.every = every;
        }

        void run(String name) {
            try {
                step.run();
                failure = null;
            } catch (RuntimeException e) { // the next round tries again, whatever it was
                tell(name, e);
                failure = e;
            }
        }

        private void tell(String name, RuntimeException e) {
            RuntimeException before = failure;
            if (before != null && String.valueOf(before.getMessage()).equals(e.getMessage())) {
                return; // said once
            }
            if (e instanceof SealBrokenException) {
                LOG.error("The ledger is not what was signed ({}): {}", name, e.getMessage());
            } else {
                LOG.warn("The seal waits ({}): {}", name, e.toString());
            }
        }

        boolean broken() {
            return failure instanceof SealBrokenException;
        }
    }

    @Override
    public void start() {
        var executor = Executors.newScheduledThreadPool(tasks.size(),
                Thread.ofPlatform().name("seal-", 0).daemon().factory());
        tasks.forEach((name, task) -> executor.scheduleWithFixedDelay(() -> task.run(name), 0, task.every.toMillis(),
                TimeUnit.MILLISECONDS));
        running = executor;
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = running;
        if (executor != null) {
            executor.close();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Down where the past was changed; out of service where something keeps the seal from growing. */
    @Override
    public Health health() {
        Health.Builder health = tasks.values().stream().anyMatch(Task::broken)
                ? Health.down()
                : tasks.values().stream().anyMatch(task -> task.failure != null)
                        ? Health.outOfService()
                        : Health.up();
        health.withDetail("signed_events", signedEvents());
        tasks.forEach((name, task) -> {
            RuntimeException failure = task.failure;
            health.withDetail(name, failure == null ? "ok" : String.valueOf(failure.getMessage()));
        });
        return health.build();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("attribution.seal.events", this, SealWatch::signedEvents)
                .description("Events under the latest signed checkpoint; -1: none signed").register(meters);
        Gauge.builder("attribution.seal.broken", this,
                watch -> watch.tasks.values().stream().anyMatch(Task::broken) ? 1 : 0)
                .description("1 where the ledger is not what was signed").register(meters);
    }

    private long signedEvents() {
        try {
            Signed latest = checkpoints.latest();
            return latest == null ? -1 : latest.size();
        } catch (RuntimeException _) { // asked for exactly when things are away
            return -1;
        }
    }
}
