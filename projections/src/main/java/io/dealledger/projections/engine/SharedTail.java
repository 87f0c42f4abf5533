package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * One reader of the ledger for all views of a node: what one view has read and decoded stays in a bounded ring for the
 * others. A view that falls behind the ring reads for itself.
 */
public final class SharedTail implements LedgerTail {
    private final LedgerTail ledger;
    private final int capacity;
    /** Guards the ring. Held while reading the newest entries, because every other view waits for the same ones. */
    private final ReentrantLock lock = new ReentrantLock();
    private List<LedgerEntry> ring = List.of();

    /** @param capacity entries kept */
    public SharedTail(LedgerTail ledger, int capacity) {
        this.ledger = ledger;
        this.capacity = capacity;
    }

    @Override
    public long head() {
        return ledger.head();
    }

    @Override
    public Instant lastRecorded() {
        return ledger.lastRecorded();
    }

    @Override
    public long positionAt(Instant instant) {
        return ledger.positionAt(instant);
    }

    @Override
    public boolean settle(Instant instant) {
        return ledger.settle(instant);
    }

    @Override
    public Subscription onAdvance(Runnable wakeUp) {
        return ledger.onAdvance(wakeUp);
    }

    @Override
    public List<LedgerEntry> read(long after, int limit) {
        return read(after, limit, _ -> true);
    }

    @Override
    public List<LedgerEntry> read(long after, int limit, Predicate<Class<? extends LedgerEvent>> lookedInto) {
        if (ledger.head() <= after) {
            return List.of();
        }
        lock.lock();
        try {
            if (ring.isEmpty() || after == ring.getLast().position()) {
                return readNewest(after, limit, lookedInto);
            }
            long offset = after + 1 - ring.getFirst().position();
            if (offset >= 0 && offset < ring.size()) {
                int from = (int) offset;
                return List.copyOf(ring.subList(from, Math.min(ring.size(), from + limit)));
            }
        } finally {
            lock.unlock();
        }
        return ledger.read(after, limit, lookedInto);
    }

    private List<LedgerEntry> readNewest(long after, int limit,
            Predicate<Class<? extends LedgerEvent>> lookedInto) {
        List<LedgerEntry> read = ledger.read(after, limit, lookedInto);
        var grown = new ArrayList<LedgerEntry>(ring.size() + read.size());
        grown.addAll(ring);
        grown.addAll(read);
        ring = List.copyOf(grown.subList(Math.max(0, grown.size() - capacity), grown.size()));
        return read;
    }
}
