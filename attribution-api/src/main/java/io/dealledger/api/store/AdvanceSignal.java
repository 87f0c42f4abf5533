package io.dealledger.api.store;

import io.dealledger.projections.engine.LedgerTail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who waits for the head to advance: at once for this node's appends and for others' that it hears of, and by looking
 * every so often for those that it does not.
 */
final class AdvanceSignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AdvanceSignal.class);
    static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final LongSupplier head;
    private final Duration lookEvery;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long seen = -1;
    private boolean advanced;
    private boolean toLook;
    private boolean closed;

    AdvanceSignal(LongSupplier head, Duration lookEvery) {
        this.head = head;
        this.lookEvery = lookEvery;
        this.thread = Thread.ofVirtual().name("ledger-advance").unstarted(this::run);
    }

    AdvanceSignal start() {
        thread.start();
        return this;
    }

    LedgerTail.Subscription subscribe(Runnable wakeUp) {
        var listener = new Listener(wakeUp);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** This node appended up to here. */
    void advanced(long position) {
        lock.lock();
        try {
            seen = Math.max(seen, position);
            advanced = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Another node may have appended. */
    void look() {
        lock.lock();
        try {
            toLook = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (awaitChange()) {
                listeners.forEach(Listener::tell);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once closed. */
    private boolean awaitChange() throws InterruptedException {
        while (true) {
            lock.lock();
            try {
                if (!advanced && !toLook && !closed) {
                    var _ = changed.await(lookEvery.toNanos(), TimeUnit.NANOSECONDS);
                }
                toLook = false;
                if (closed) {
                    return false;
                }
                if (advanced) {
                    advanced = false;
                    return true;
                }
            } finally {
                lock.unlock();
            }
            if (!listeners.isEmpty() && othersAdvanced()) {
                return true;
            }
        }
    }

    private boolean othersAdvanced() {
        long now;
        try {
            now = head.getAsLong();
        } catch (RuntimeException e) {
            log.debug("the head cannot be read now", e);
            return false;
        }
        lock.lock();
        try {
            boolean news = now > seen;
            seen = Math.max(seen, now);
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** A class of its own, so that one wake-up subscribed twice is two subscriptions. */
    private static final class Listener {
        private final Runnable wakeUp;

        Listener(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        void tell() {
            try {
                wakeUp.run();
            } catch (RuntimeException e) {
                log.error("a listener to the ledger's advance failed", e);
            }
        }
    }
}
