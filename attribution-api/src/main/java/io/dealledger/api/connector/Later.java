package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Reads messages whose senders were answered as soon as they were stored, and once more those that leave out what their
 * vendor has to be asked for. It waits a little first, because such a sender tells one thing in several messages, and reads
 * those that came close together as one.
 */
final class Later implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);
    /** After the ledger or the vendor was away. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 100;

    private final Connectors connectors;
    private final ConnectorService service;
    private final ConnectorStore store;
    private final Enquiry enquiry;
    private final InstantSource clock;
    private final boolean reads;
    private final Semaphore news = new Semaphore(0);
    private @Nullable Thread reader;

    /** @param reads whether it does so by itself; else that is left to other nodes */
    Later(Connectors connectors, ConnectorService service, ConnectorStore store, InstantSource clock, boolean reads) {
        this.connectors = connectors;
        this.service = service;
        this.store = store;
        this.enquiry = new Enquiry(store, clock);
        this.clock = clock;
        this.reads = reads;
    }

    /** There is a message to read. */
    void wake() {
        news.release();
    }

    /** @return how many messages were counted in; the next ones may be waiting already */
    int read() {
        Set<String> names = connectors.answeringFirst();
        Map<String, List<ConnectorStore.Stored>> open = store
                .openOf(names, clock.instant().minus(SETTLING), AT_ONCE).stream()
                .collect(Collectors.groupingBy(ConnectorStore.Stored::connector, LinkedHashMap::new,
                        Collectors.toList()));
        VendorUnavailableException away = null;
        for (Map.Entry<String, List<ConnectorStore.Stored>> of : open.entrySet()) {
            try {
                read(connectors.door(of.getKey()), of.getValue());
            } catch (VendorUnavailableException e) { // the messages of other vendors do not wait for this one
                away = e;
            }
        }
        if (away != null) {
            throw away;
        }
        return open.values().stream().mapToInt(List::size).sum();
    }

    private void read(Connectors.Door door, List<ConnectorStore.Stored> messages) {
        try {
            service.countTogether(door.connector(), enquiry.complete(door, messages));
        } catch (IntakeUnavailableException | DataAccessException | VendorUnavailableException e) {
            throw e; // all of them wait
        } catch (RuntimeException e) { // one that nobody can read must not hold up the others
            if (messages.size() == 1) {
                LOG.error("message {} of connector {} cannot be read", messages.getFirst().id(),
                        door.connector().name(), e);
                service.setAside(messages.getFirst(), e);
            } else {
                messages.forEach(message -> read(door, List.of(message)));
            }
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (read() == 0) {
                    rest();
                }
            } catch (IntakeUnavailableException | DataAccessException | VendorUnavailableException e) {
                LOG.warn("messages that were stored wait to be counted in: {}", e.getMessage());
                pause(PAUSE);
            }
        }
    }

    /** Until there is news and it has settled, or a while has passed: another node may have stored some. */
    private void rest() {
        try {
            if (news.tryAcquire(AT_LEAST_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
                Thread.sleep(SETTLING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isAutoStartup() {
        return reads;
    }

    @Override
    public void start() {
        reader = Thread.ofVirtual().name("connector-later").start(this::run);
    }

    @Override
    public void stop() {
        Thread running = reader;
        reader = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }
}
