package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.dao.DataAccessException;

/** Keeps every vendor's lines up: where one ends it is opened again, from where it was left, after longer and longer waits. */
final class Subscriber implements Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final IntervalFunction WAITS = IntervalFunction.ofExponentialRandomBackoff(Duration.ofSeconds(1), 2,
            0.5, Duration.ofMinutes(5));
    /** A line that held for so long was a good one. */
    private static final Duration GOOD = Duration.ofMinutes(10);
    private static final int MOST_WAITS = 12;

    private final Connectors connectors;
    private final ConnectorService service;
    private final InstantSource clock;
    private final List<Thread> listeners = new ArrayList<>();

    Subscriber(Connectors connectors, ConnectorService service, InstantSource clock) {
        this.connectors = connectors;
        this.service = service;
        this.clock = clock;
    }

    Subscription.Inbox inbox(Connector connector, Subscription subscription) {
        return new Subscription.Inbox() {
            @Override
            public Instant now() {
                return clock.instant().truncatedTo(ChronoUnit.MICROS);
            }

            @Override
            public @Nullable Map<String, @Nullable Object> cursor() {
                return service.cursor(connector, subscription.name());
            }

            @Override
            public void take(byte[] message, Map<String, @Nullable Object> cursor) {
                service.takePage(connector, new Message("subscription", connector.label(subscription.name(), false),
                        message, now()), List.of(), subscription.name(), cursor);
            }

            @Override
            public void keep(Map<String, @Nullable Object> cursor) {
                service.keep(connector, subscription.name(), cursor);
            }
        };
    }

    private void listen(Connector connector, Subscription subscription) {
        int waits = 0;
        while (!Thread.currentThread().isInterrupted()) {
            Instant begun = clock.instant();
            try {
                subscription.run(inbox(connector, subscription));
            } catch (VendorUnavailableException | IntakeUnavailableException | DataAccessException e) {
                LOG.warn("{} of connector {} is opened again: {}", subscription.name(), connector.name(),
                        e.getMessage());
            } catch (VendorRefusedException e) {
                LOG.error("{} of connector {} is refused: {}", subscription.name(), connector.name(), e.getMessage());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // a line must come back, whatever a message does to us
                LOG.error("{} of connector {} broke", subscription.name(), connector.name(), e);
            }
            waits = begun.plus(GOOD).isBefore(clock.instant()) ? 1 : Math.min(waits + 1, MOST_WAITS);
            try {
                Thread.sleep(WAITS.apply(waits));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void start() {
        for (Connectors.Door door : connectors.all()) {
            for (Subscription subscription : door.subscriptions()) {
                listeners.add(Thread.ofVirtual().name("subscription-" + subscription.name())
                        .start(() -> listen(door.connector(), subscription)));
            }
        }
    }

    @Override
    public synchronized void stop() {
        listeners.forEach(Thread::interrupt);
        for (Thread listener : listeners) {
            try {
                listener.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        listeners.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !listeners.isEmpty();
    }
}
