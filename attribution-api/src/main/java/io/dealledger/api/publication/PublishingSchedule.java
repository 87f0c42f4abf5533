package io.dealledger.api.publication;

import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.node.Role;
import io.dealledger.api.node.Roles;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.PublicationRow;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.publication.PublicationView;
import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Publishes every week that has ended, a while after its end in the reporting zone. Looks by the ledger's own clock
 * every minute, on every node that takes facts: the key of a publication makes it one.
 */
@Component
public final class PublishingSchedule implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PublishingSchedule.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Publisher publisher;
    private final ViewReader views;
    private final PublishingSettings settings;
    private final Roles roles;
    private final ScheduledExecutorService executor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("publishing").factory());
    private volatile boolean running;

    PublishingSchedule(Publisher publisher, ViewReader views, PublishingSettings settings, Roles roles) {
        this.publisher = publisher;
        this.views = views;
        this.settings = settings;
        this.roles = roles;
    }

    /** @return what was published now, oldest first */
    public List<PublicationRow> publishDue() {
        AsOf now = publisher.now();
        if (now.position() < 0) {
            return List.of(); // nothing was ever told: there is no company yet to publish for
        }
        Definition definition = publisher.standard();
        List<Week> due = DueWeeks.at(now.at(), definition, settings.afterWeekEnd(),
                week -> isPublished(definition, week));
        return due.stream().map(week -> publisher.publish(definition, week)).filter(Publisher.Outcome::fresh)
                .map(Publisher.Outcome::publication).toList();
    }

    /** The view may be behind: then the publisher finds out. */
    private boolean isPublished(Definition definition, Week week) {
        return views.ask(PublicationView.VIEW, (sql, reflected) -> !PublicationView.ofWeeks(sql,
                new AsOf(reflected.position(), reflected.recordedAt()), definition.id(), List.of(week.label()))
                .isEmpty());
    }

    private void publishQuietly() {
        try {
            publishDue().forEach(publication -> LOG.info("published {} of {} at position {}", publication.week(),
                    publication.definition(), publication.position()));
        } catch (IntakeUnavailableException | DataAccessException | ProblemException e) { // the next look must come
            LOG.warn("weeks due cannot be published now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("weeks due cannot be published", e);
        }
    }

    /** After everything else that waits for this, as the demo does: its year is told first. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void look() {
        if (settings.enabled() && roles.has(Role.INTAKE) && running) {
            var _ = executor.scheduleWithFixedDelay(this::publishQuietly, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void start() {
        running = true;
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
