package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Reads vendors' lists page by page. A page is stored whole, counted in, and only then is the next one asked for: stopping
 * anywhere, and beginning again, reads a page twice and none never.
 */
final class Poller implements Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final Connectors connectors;
    private final ConnectorService service;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService executor;

    Poller(Connectors connectors, ConnectorService service, InstantSource clock) {
        this.connectors = connectors;
        this.service = service;
        this.clock = clock;
    }

    /**
     * Reads a feed to its present end.
     *
     * @return how many pages
     * @throws VendorUnavailableException if the vendor does not answer; what was read stays read
     * @throws VendorRefusedException     if an answer leads nowhere
     */
    int read(Connector connector, VendorApi api, Feed feed) {
        for (int pages = 1;; pages++) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Map<String, @Nullable Object> cursor = service.cursor(connector, feed.name());
            VendorApi.Answer answer = api.get(feed.request(cursor, now));
            if (!(answer.tree() instanceof Map<?, ?> members)) {
                throw new VendorRefusedException(0, "feed " + feed.name() + " of connector '" + connector.name()
                        + "' answers something that is no JSON object");
            }
            Feed.Next next = feed.next(cursor, members, now);
            service.takePage(connector, new Message("poll", feed.label(), answer.body(), now), feed.name(),
                    next.cursor());
            if (!next.more()) {
                return pages;
            }
            if (Objects.equals(next.cursor(), cursor)) {
                throw new VendorRefusedException(0, "feed " + feed.name() + " of connector '" + connector.name()
                        + "' says that there is more and gives the same page again");
            }
        }
    }

    private void read(Connectors.Door door) {
        VendorApi api = Objects.requireNonNull(door.api());
        for (Feed feed : door.feeds()) {
            try {
                // by the mapping that is in force now
                read(connectors.door(door.connector().name()).connector(), api, feed);
            } catch (VendorUnavailableException | IntakeUnavailableException | DataAccessException e) {
                LOG.warn("feed {} of connector {} waits: {}", feed.name(), door.connector().name(), e.getMessage());
            } catch (VendorRefusedException e) {
                LOG.error("feed {} of connector {} stands still: {}", feed.name(), door.connector().name(),
                        e.getMessage());
            } catch (RuntimeException e) { // the other feeds must be read, and this one again
                LOG.error("feed {} of connector {} cannot be read", feed.name(), door.connector().name(), e);
            }
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(1,
                Thread.ofVirtual().name("connector-poller").factory());
        executor = started;
        for (Connectors.Door door : connectors.polled()) {
            long every = Objects.requireNonNull(door.api()).settings().every().toMillis();
            // not all of them at once
            var _ = started.scheduleWithFixedDelay(() -> read(door), ThreadLocalRandom.current().nextLong(
                    Math.min(every, TimeUnit.SECONDS.toMillis(10)) + 1), every, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = executor;
        executor = null;
        if (running != null) {
            running.shutdownNow();
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }
}
