package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.Sweep;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private static final int NOT_FOUND = 404;

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
                throw noObject(connector, feed);
            }
            Feed.Next next = feed.next(cursor, members, now);
            var presence = new Presence(connector, feed.name());
            service.takePage(connector, new Message("poll", feed.label(), answer.body(), now), feed.ids(members)
                    .stream().map(id -> presence.there(id, answer.body(), now)).toList(), feed.name(), next.cursor());
            if (!next.more()) {
                return pages;
            }
            if (Objects.equals(next.cursor(), cursor)) {
                throw new VendorRefusedException(0, "feed " + feed.name() + " of connector '" + connector.name()
                        + "' says that there is more and gives the same page again");
            }
        }
    }

    /**
     * Holds all that the vendor has of a feed's kind against what was seen of it, once a day. Stopping anywhere and going on
     * says the same.
     *
     * @return how many pages; 0 where it is not time yet
     */
    int sweep(Connector connector, VendorApi api, Feed feed, Sweep sweep) {
        String name = Message.SWEEP + feed.name();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SweepCursor cursor = SweepCursor.of(service.cursor(connector, name)).at(now);
        if (cursor.isDone()) {
            return 0;
        }
        service.keep(connector, name, cursor.toJson()); // from now on it has begun then, whatever happens
        for (int pages = 1;; pages++) {
            VendorApi.Answer answer = api.get(sweep.request(cursor.after()));
            if (!(answer.tree() instanceof Map<?, ?> members)) {
                throw noObject(connector, feed);
            }
            Sweep.Page page = sweep.page(cursor.after(), members);
            SweepCursor next = cursor.behind(page);
            service.takePage(connector, new Message("poll", name, answer.body(), now),
                    presences(new Presence(connector, feed.name()), api, sweep, cursor, page, answer.body()), name,
                    next.toJson());
            if (next.isDone()) {
                return pages;
            }
            cursor = next;
        }
    }

    /** What is not listed is asked for by its number: an answer that was not whole must not make anything vanish. */
    private List<Entry> presences(Presence presence, VendorApi api, Sweep sweep, SweepCursor cursor, Sweep.Page page,
            byte[] raw) {
        var there = new HashSet<>(page.ids());
        var entries = new ArrayList<Entry>();
        page.ids().forEach(id -> entries.add(presence.there(id, raw, cursor.begun())));
        for (long id : service.numbered(presence.connector(), presence.stream(), cursor.after(),
                page.more() ? page.ids().getLast() : null)) {
            if (!there.contains(id)) {
                entries.add(isGone(api, sweep, id)
                        ? presence.missing(id, raw, cursor.before(), cursor.begun())
                        : presence.there(id, raw, cursor.begun()));
            }
        }
        return entries;
    }

    private static boolean isGone(VendorApi api, Sweep sweep, long id) {
        try {
            return sweep.isGone(id, api.get(sweep.request(id)).tree() instanceof Map<?, ?> members
                    ? members
                    : Map.of());
        } catch (VendorRefusedException e) {
            if (e.status() == NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    private static VendorRefusedException noObject(Connector connector, Feed feed) {
        return new VendorRefusedException(0, "feed " + feed.name() + " of connector '" + connector.name()
                + "' answers something that is no JSON object");
    }

    private void read(Connectors.Door door) {
        VendorApi api = Objects.requireNonNull(door.api());
        for (Feed feed : door.feeds()) {
            try {
                // by the mapping that is in force now
                Connector connector = connectors.door(door.connector().name()).connector();
                read(connector, api, feed);
                Sweep sweep = feed.sweep();
                if (sweep != null) {
                    sweep(connector, api, feed, sweep);
                }
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
