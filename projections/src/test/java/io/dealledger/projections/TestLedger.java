package io.dealledger.projections;

import io.dealledger.account.LedgerEvent;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, for folding: one second passes with each entry. */
public final class TestLedger implements LedgerTail {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeException outage;

    /** @return the position */
    public long append(String stream, LedgerEvent event) {
        return append(stream, START.plus(Duration.ofSeconds(head() + 1)), event);
    }

    /** @return the position */
    public long append(String stream, Instant recordedAt, LedgerEvent event) {
        long position;
        synchronized (this) {
            position = entries.size();
            entries.add(new LedgerEntry(position, recordedAt, stream, position, event));
        }
        listeners.forEach(Runnable::run);
        return position;
    }

    public synchronized void failReadsWith(@Nullable RuntimeException failure) {
        outage = failure;
    }

    @Override
    public synchronized long head() {
        return entries.size() - 1L;
    }

    @Override
    public synchronized Instant lastRecorded() {
        return entries.isEmpty() ? Instant.EPOCH : entries.getLast().recordedAt();
    }

    @Override
    public synchronized List<LedgerEntry> read(long after, int limit) {
        if (outage != null) {
            throw outage;
        }
        int from = (int) (after + 1);
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
    }

    @Override
    public Subscription onAdvance(Runnable wakeUp) {
        listeners.add(wakeUp);
        return () -> listeners.remove(wakeUp);
    }
}
