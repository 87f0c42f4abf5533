package io.dealledger.api.operating;

import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.Rebuild;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds that were asked of this node, one after the other: each takes what a processor can give. */
final class Rebuilds implements MeterBinder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private final List<FoldingProcessor> views;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final ExecutorService executor = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("rebuild").daemon().factory());

    Rebuilds(List<FoldingProcessor> views) {
        this.views = views.stream().filter(FoldingProcessor::supportsReset).toList();
    }

    private enum State {
        WAITING, FOLDING, DONE, FAILED
    }

    /**
     * How one stands.
     *
     * @param state    waiting, folding, done or failed
     * @param position last position folded anew; -1: none
     * @param target   where the view that is asked stands, as last seen; -1: nowhere, or not begun
     * @param equal    whether old and new tables held the same rows at compared_at; null before it is known
     * @param turnedAt position at which questions were turned to the new tables; null before
     */
    record Status(String view, String state, long position, long target, @Nullable Boolean equal,
            @Nullable Long comparedAt, @Nullable Long turnedAt, @Nullable String error) {}

    private static final class Asked {
        private final Rebuild<?> rebuild;
        private volatile State state = State.WAITING;
        private volatile Rebuild.@Nullable Outcome outcome;
        private volatile @Nullable String error;

        Asked(Rebuild<?> rebuild) {
            this.rebuild = rebuild;
        }

        boolean isOver() {
            return state == State.DONE || state == State.FAILED;
        }

        Status status() {
            Rebuild.Outcome known = outcome;
            return new Status(rebuild.view(), RecordJson.word(state), rebuild.position(), rebuild.target(),
                    known == null ? null : known.equal(), known == null ? null : known.position(),
                    known == null ? null : known.turnedAt(), error);
        }
    }

    List<String> names() {
        return views.stream().map(FoldingProcessor::getName).toList();
    }

    /** Queues these views; one that waits or is being rebuilt already is not queued again. */
    synchronized void ask(List<String> names) {
        for (FoldingProcessor view : views) {
            Asked before = asked.get(view.getName());
            if (names.contains(view.getName()) && (before == null || before.isOver())) {
                var now = new Asked(view.rebuild());
                asked.put(view.getName(), now);
                executor.execute(() -> run(now));
            }
        }
    }

    /** The last that was asked for of each view, in the order of asking. */
    synchronized List<Status> statuses() {
        return asked.values().stream().map(Asked::status).toList();
    }

    private static void run(Asked asked) {
        asked.state = State.FOLDING;
        try {
            Rebuild.Outcome outcome = asked.rebuild.run();
            asked.outcome = outcome;
            asked.state = State.DONE;
            LOG.info("view {} is rebuilt: the tables {} at position {}, and questions go to the new ones since {}",
                    outcome.view(), outcome.equal() ? "were equal" : "differed", outcome.position(),
                    outcome.turnedAt());
        } catch (Exception e) {
            LOG.error("view {} could not be rebuilt and is asked as before", asked.rebuild.view(), e);
            asked.error = e.toString();
            asked.state = State.FAILED;
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (String view : names()) {
            Gauge.builder("attribution.projection.rebuild.remaining", () -> remaining(view))
                    .description("Events that a rebuild of the view has yet to fold; 0: none is under way")
                    .tag("view", view).register(meters);
        }
    }

    private synchronized long remaining(String view) {
        Asked rebuild = asked.get(view);
        return rebuild == null || rebuild.isOver()
                ? 0
                : Math.max(0, rebuild.rebuild.target() - rebuild.rebuild.position());
    }

    /** What is under way ends with the process, and has changed nothing then. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
