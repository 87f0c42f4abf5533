package io.dealledger.api.store;

import io.dealledger.projections.engine.LedgerTail;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** The ledger from a position on, without end. Read by one thread; woken by any. */
final class LedgerStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int PAGE = 1_000;

    private final PostgresLedgerStore store;
    private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final LedgerTail.Subscription subscription;
    private long read;
    private boolean mayHaveMore = true;
    private Runnable onAvailable = () -> {};

    LedgerStream(PostgresLedgerStore store, long after) {
        this.store = store;
        this.read = after;
        this.subscription = store.onAdvance(this::wake);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(page.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(timeout);
        fill();
        while (page.isEmpty() && left > 0) {
            left = await(left);
            fill();
        }
        return !page.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        TrackedEventMessage<?> next = next();
        while (next == null) {
            var _ = await(Long.MAX_VALUE);
            next = next();
        }
        return next;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        lock.lock();
        try {
            onAvailable = callback;
        } finally {
            lock.unlock();
        }
        callback.run(); // there may be something already
        return true;
    }

    @Override
    public void close() {
        subscription.close();
    }

    private @Nullable TrackedEventMessage<?> next() {
        fill();
        return page.poll();
    }

    private void fill() {
        if (!page.isEmpty() || !takeHint()) {
            return;
        }
        boolean mayHaveMoreStill = true; // also when the read fails
        try {
            List<StoredEvent> events = store.stored(read, PAGE);
            for (StoredEvent event : events) {
                page.add(LedgerMessages.tracked(event));
                read = event.position();
            }
            mayHaveMoreStill = events.size() == PAGE;
        } finally {
            if (mayHaveMoreStill) {
                hint();
            }
        }
    }

    /** Whether there may be more since the last look. Cleared before the look, so no advance can be missed. */
    private boolean takeHint() {
        lock.lock();
        try {
            boolean hint = mayHaveMore;
            mayHaveMore = false;
            return hint;
        } finally {
            lock.unlock();
        }
    }

    private void hint() {
        lock.lock();
        try {
            mayHaveMore = true;
        } finally {
            lock.unlock();
        }
    }

    private long await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return mayHaveMore ? nanos : woken.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        Runnable callback;
        lock.lock();
        try {
            mayHaveMore = true;
            woken.signalAll();
            callback = onAvailable;
        } finally {
            lock.unlock();
        }
        callback.run();
    }
}
