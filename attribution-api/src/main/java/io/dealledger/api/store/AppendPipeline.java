package io.dealledger.api.store;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Group commit: one thread per node takes whatever waits and appends it in one transaction. A lone request goes at once, on
 * its caller's thread, and while one batch is being flushed the next gathers.
 */
final class AppendPipeline implements AutoCloseable {
    static final int MOST_WAITING = 4_096;
    private static final long COMPANY_NANOS = 200_000;

    private final LedgerWriter writer;
    private final LongConsumer advanced;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingToDo = lock.newCondition();
    private final Thread thread;
    private final Timer timer;
    private final DistributionSummary batchSizes;
    private boolean closing;
    /** Whether a batch is being written, by the pipeline's thread or by a lone caller. */
    private boolean writing;
    /** Requests of the last batch, and those that came meanwhile: as many are likely to wait soon. */
    private int company;
    /** Requests in the queue that the writer wants to be told of. */
    private int enough = 1;

    /** @param advanced told the position of the last event after each commit */
    AppendPipeline(LedgerWriter writer, LongConsumer advanced, MeterRegistry meters) {
        this.writer = writer;
        this.advanced = advanced;
        this.timer = Timer.builder("attribution.ledger.append").description("From queueing a unit of work to durable")
                .publishPercentileHistogram().register(meters);
        this.batchSizes = DistributionSummary.builder("attribution.ledger.append.batch").baseUnit("events")
                .description("Events per transaction").register(meters);
        Gauge.builder("attribution.ledger.append.waiting", this, AppendPipeline::waiting)
                .description("Units of work in the queue").register(meters);
        this.thread = Thread.ofPlatform().name("ledger-append").unstarted(this::run);
    }

    AppendPipeline start() {
        thread.start();
        return this;
    }

    /**
     * Queues the request. The future ends with an outcome once that is durable, or with a
     * {@link LedgerUnavailableException}.
     *
     * @throws LedgerUnavailableException if the queue is full or closed
     */
    CompletableFuture<AppendOutcome> append(AppendRequest request) {
        var waiting = new Waiting(request, new CompletableFuture<>(), Timer.start());
        lock.lock();
        try {
            enqueue(waiting);
        } finally {
            lock.unlock();
        }
        return waiting.outcome();
    }

    /**
     * As {@link #append}, and waits for the outcome. Where nobody else is about, the calling thread writes by itself: to
     * wake another thread and to be woken by it would cost about as much again as the append.
     */
    AppendOutcome appendAndWait(AppendRequest request) {
        var waiting = new Waiting(request, new CompletableFuture<>(), Timer.start());
        boolean alone;
        lock.lock();
        try {
            alone = !writing && !closing && queue.isEmpty() && company <= 1;
            if (alone) {
                writing = true;
            } else {
                enqueue(waiting);
            }
        } finally {
            lock.unlock();
        }
        if (alone) {
            try {
                write(new ArrayList<>(List.of(waiting)));
            } finally {
                written(1);
            }
        }
        return waiting.outcome().join();
    }

    /** Holding the lock. */
    private void enqueue(Waiting waiting) {
        if (closing) {
            throw new LedgerUnavailableException("the ledger is stopping", null);
        }
        if (queue.size() >= MOST_WAITING) {
            throw new LedgerUnavailableException(
                    MOST_WAITING + " units of work already wait for the ledger; repeat later", null);
        }
        queue.addLast(waiting);
        if (queue.size() >= enough) {
            somethingToDo.signal();
        }
    }

    private void written(int requests) {
        lock.lock();
        try {
            writing = false;
            company = requests + queue.size();
            somethingToDo.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more, finishes what waits, and returns when the writer has stopped. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            somethingToDo.signal();
        } finally {
            lock.unlock();
        }
        writer.giveUpSoon();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<Waiting> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            try {
                write(batch);
            } finally {
                written(batch.size());
            }
        }
        writer.close();
    }

    /** Waits for something to do; empty once the queue is closed and empty. */
    private List<Waiting> nextBatch() {
        lock.lock();
        try {
            while (writing || queue.isEmpty() && !closing) {
                somethingToDo.awaitUninterruptibly();
            }
            awaitCompany();
            writing = !queue.isEmpty();
            var shared = new AppendBatch();
            var batch = new ArrayList<Waiting>();
            var left = new ArrayDeque<Waiting>();
            while (!queue.isEmpty() && !shared.isFull()) {
                Waiting next = queue.removeFirst();
                if (shared.add(next.request())) {
                    batch.add(next);
                } else {
                    left.addLast(next);
                }
            }
            while (!left.isEmpty()) {
                queue.addFirst(left.removeLast());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whoever was answered with the last batch is likely to come again at once. Without a short wait for them two halves
     * of the clients would take turns, in batches half as large as they could be.
     */
    private void awaitCompany() {
        enough = company;
        long left = COMPANY_NANOS;
        while (queue.size() < enough && left > 0 && !closing) {
            try {
                left = somethingToDo.awaitNanos(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        enough = 1;
    }

    private void write(List<Waiting> batch) {
        batch.sort(Comparator.comparing(waiting -> waiting.request().recordedAt()));
        List<AppendRequest> requests = batch.stream().map(Waiting::request).toList();
        try {
            List<AppendOutcome> outcomes = writer.write(requests);
            batchSizes.record(requests.stream().mapToInt(request -> request.events().size()).sum());
            announce(requests, outcomes);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).queued().stop(timer);
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            if (batch.size() > 1 && BatchWriter.isFaultOfContent(e)) {
                // one request holds what the database refuses: let it fail alone
                batch.forEach(waiting -> write(new ArrayList<>(List.of(waiting))));
            } else {
                var unavailable = e instanceof LedgerUnavailableException known
                        ? known
                        : new LedgerUnavailableException("the ledger could not append: " + e.getMessage(), e);
                batch.forEach(waiting -> waiting.outcome().completeExceptionally(unavailable));
            }
        }
    }

    private void announce(List<AppendRequest> requests, List<AppendOutcome> outcomes) {
        long last = -1;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof AppendOutcome.Appended(long first)) {
                last = Math.max(last, first + requests.get(i).events().size() - 1);
            }
        }
        if (last >= 0) {
            advanced.accept(last);
        }
    }

    private record Waiting(AppendRequest request, CompletableFuture<AppendOutcome> outcome, Timer.Sample queued) {}
}
