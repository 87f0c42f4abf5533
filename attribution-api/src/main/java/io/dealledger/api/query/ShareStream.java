package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.LedgerTail;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells listeners the standing numbers whenever they change. One thread asks for the numbers, and only while somebody
 * listens; each listener has a thread of its own, so that a slow one holds up nobody and hears the latest when it is
 * back. Stops before the web server does, so that its requests are over by then.
 */
@Component
final class ShareStream implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ShareStream.class);
    /** However fast facts come in, the numbers are not asked for more often. */
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final StandingShare share;
    private final LedgerStore ledger;
    private final StreamSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int listeners;
    private boolean advanced;
    private boolean running;
    private @Nullable Snapshot latest;
    private LedgerTail.@Nullable Subscription subscription;

    ShareStream(StandingShare share, LedgerStore ledger, StreamSettings settings) {
        this.share = share;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** @param id position that the numbers reflect, as text */
    private record Snapshot(String id, ShareAnswer answer) {
        boolean says(ShareAnswer other) {
            return answer.definition().equals(other.definition()) && answer.weekly().equals(other.weekly())
                    && answer.rolling().equals(other.rolling()) && answer.disputed().equals(other.disputed())
                    && answer.unconverted().equals(other.unconverted())
                    && answer.completeness().equals(other.completeness());
        }
    }

    /** @param heard id of the last event that the listener heard before; null: none */
    SseEmitter listen(@Nullable String heard) {
        lock.lock();
        try {
            if (!running || listeners >= settings.listeners()) {
                throw new ProblemException(ProblemType.UNAVAILABLE, running
                        ? listeners + " listen to this node already, as many as ledger.stream.listeners allows"
                        : "the service is stopping", null, null, null);
            }
            listeners++;
            advanced = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        var emitter = new SseEmitter(0L);
        Thread.ofVirtual().name("share-listener").start(() -> serve(emitter, heard));
        return emitter;
    }

    private void serve(SseEmitter emitter, @Nullable String heard) {
        try {
            String sent = heard;
            emitter.send(SseEmitter.event().comment("listening")); // the answer begins at once, with or without news
            while (isRunning()) {
                Snapshot news = awaitNews(sent);
                if (news == null) {
                    emitter.send(SseEmitter.event().comment("still here"));
                } else {
                    emitter.send(SseEmitter.event().id(news.id()).name("share").data(news.answer(),
                            MediaType.APPLICATION_JSON));
                    sent = news.id();
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener went away", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            listeners--;
            if (listeners == 0) {
                latest = null; // nobody keeps it true from now on
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Null where there is none within a heartbeat, and when the service stops. */
    private @Nullable Snapshot awaitNews(@Nullable String sent) throws InterruptedException {
        lock.lock();
        try {
            long left = settings.heartbeat().toNanos();
            while (running && left > 0) {
                if (latest != null && !latest.id().equals(sent)) {
                    return latest;
                }
                left = changed.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (awaitAdvance()) {
                look();
                TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            ShareAnswer now = share.now();
            lock.lock();
            try {
                if (now != null && listeners > 0 && (latest == null || !latest.says(now))) {
                    latest = new Snapshot(Long.toString(now.position()), now);
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        } catch (ProblemException | DataAccessException e) { // the next look must come
            LOG.debug("the standing share cannot be told now", e);
            advanced();
        } catch (RuntimeException e) {
            LOG.error("the standing share cannot be told", e);
        }
    }

    /** Waits for an advance, and at most for a heartbeat: a new week begins without one. False once stopped. */
    private boolean awaitAdvance() throws InterruptedException {
        lock.lock();
        try {
            long left = settings.heartbeat().toNanos();
            while (running && (listeners == 0 || (!advanced && left > 0))) {
                if (listeners == 0) {
                    changed.await();
                    left = settings.heartbeat().toNanos();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            advanced = false;
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void advanced() {
        lock.lock();
        try {
            advanced = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        subscription = ledger.onAdvance(this::advanced);
        Thread.ofVirtual().name("share-stream").start(this::watch);
    }

    @Override
    public void stop() {
        if (subscription != null) {
            subscription.close();
        }
        lock.lock();
        try {
            running = false;
            changed.signalAll();
            long left = PATIENCE_AT_STOP.toNanos();
            while (listeners > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
