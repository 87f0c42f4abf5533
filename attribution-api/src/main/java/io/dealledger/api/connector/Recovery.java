package io.dealledger.api.connector;

import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Reads messages again that were stored and never known to be counted in, because the process stopped between or the
 * ledger was away. Vendors promise no second try.
 */
final class Recovery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** A younger one may be in work. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);
    private static final int AT_ONCE = 50;

    private final Connectors connectors;
    private final ConnectorService service;
    private final ConnectorStore store;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("connector-recovery").factory());
    private volatile boolean running;

    Recovery(Connectors connectors, ConnectorService service, ConnectorStore store, InstantSource clock) {
        this.connectors = connectors;
        this.service = service;
        this.store = store;
        this.clock = clock;
    }

    /** @return how many messages were counted in */
    int recover() {
        int counted = 0;
        for (ConnectorStore.Stored stored : store.openBut(connectors.answeringFirst(),
                clock.instant().minus(LEFT_BEHIND),
                AT_ONCE)) {
            try {
                Report report = service.count(connectors.door(stored.connector()).connector(), stored);
                LOG.info("counted in message {} of connector {}, left behind since {}: {} statements", stored.id(),
                        stored.connector(), stored.message().receivedAt(), report.receipts().size());
                counted++;
            } catch (IntakeUnavailableException | DataAccessException e) {
                LOG.warn("message {} of connector {} still waits: {}", stored.id(), stored.connector(), e.getMessage());
            } catch (ProblemException e) {
                LOG.warn("message {} waits for connector {}, which is not set up", stored.id(), stored.connector());
            } catch (RuntimeException e) { // one that nobody can read must not hold up the others
                LOG.error("message {} of connector {} cannot be read again", stored.id(), stored.connector(), e);
            }
        }
        return counted;
    }

    private void recoverQuietly() {
        try {
            recover();
        } catch (DataAccessException e) { // the next round must come
            LOG.warn("messages left behind cannot be looked for: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = executor.scheduleWithFixedDelay(this::recoverQuietly, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        executor.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
