package io.dealledger.api.intake.round;

import io.dealledger.api.command.FileEvents;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.IntakeMetrics;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gathers deliveries from every way in into rounds. While one round becomes durable the next one gathers, so that load
 * makes rounds larger and not waiting longer; there is no timer.
 */
@Component
public final class IntakeService implements Intake, SmartLifecycle {
    /** After the store and before the web server, so that it stops after the last request was answered. */
    static final int PHASE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(IntakeService.class);
    private static final int WAITING_REQUESTS = 1_024;
    private static final int ROUND_ITEMS = 2_000;

    private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(WAITING_REQUESTS);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PolicyBook policyBook;
    private final Rounds rounds;
    private final IntakeMetrics metrics;
    private volatile boolean running;
    private @Nullable Thread loop;

    public IntakeService(LedgerStore store, CommandGateway commands, InstantSource ledgerClock,
            IntakeMetrics metrics, Veil veil) {
        this.metrics = metrics;
        this.policyBook = new PolicyBook(store);
        this.rounds = new Rounds(store, policyBook, commands, ledgerClock, executor, veil);
    }

    private sealed interface Work {
    }

    private record Batch(List<Item> items, CompletableFuture<List<Receipt>> receipts) implements Work {}

    private record Note(Function<Instant, FileEvents.Filing> filing, CompletableFuture<Instant> recordedAt)
            implements
                Work {}

    @Override
    public List<Receipt> accept(List<Delivery> deliveries) {
        try {
            List<Receipt> receipts = take(deliveries.stream().map(Item::new).toList());
            metrics.count(deliveries, receipts);
            return receipts;
        } catch (IntakeUnavailableException e) {
            metrics.refused(deliveries.size());
            throw e;
        }
    }

    List<Receipt> take(List<Item> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        var batch = new Batch(items, new CompletableFuture<>());
        return await(batch, batch.receipts());
    }

    /**
     * Appends one event that is no delivery in a round of its own, and returns its recorded_at when it is durable.
     *
     * @throws IntakeUnavailableException if the ledger cannot take it now
     * @throws FiledBeforeException       if it says something new whose key the ledger has
     */
    public Instant file(Function<Instant, FileEvents.Filing> filing) {
        var note = new Note(filing, new CompletableFuture<>());
        return await(note, note.recordedAt());
    }

    private <T> T await(Work work, CompletableFuture<T> outcome) {
        if (!running || !waiting.offer(work)) {
            throw new IntakeUnavailableException(running
                    ? WAITING_REQUESTS + " requests are waiting already"
                    : "the service is starting or stopping");
        }
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case IntakeUnavailableException unavailable -> new IntakeUnavailableException(
                        String.valueOf(unavailable.getMessage()), unavailable);
                case FiledBeforeException before -> new FiledBeforeException(before);
                case null, default -> e;
            };
        }
    }

    /** Requests that wait for a round. */
    public int waiting() {
        return waiting.size();
    }

    @Override
    public void start() {
        policyBook.reload();
        running = true;
        loop = Thread.ofPlatform().name("intake-rounds").start(this::run);
    }

    private void run() {
        while (running || !waiting.isEmpty()) {
            try {
                switch (waiting.poll(100, TimeUnit.MILLISECONDS)) {
                    case null -> {
                    }
                    case Batch first -> round(gather(first));
                    case Note note -> round(note);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<Batch> gather(Batch first) {
        var batches = new ArrayList<>(List.of(first));
        int items = first.items().size();
        while (waiting.peek() instanceof Batch next && items + next.items().size() <= ROUND_ITEMS) {
            waiting.remove();
            batches.add(next);
            items += next.items().size();
        }
        return batches;
    }

    /** If a common round fails, each batch gets one of its own: one that cannot be counted in fails no other. */
    private void round(List<Batch> batches) {
        var items = new ArrayList<Item>();
        batches.forEach(batch -> items.addAll(batch.items()));
        try {
            List<Receipt> receipts = batches.size() == 1 ? oneByOneIfNeedBe(items) : rounds.run(items);
            int from = 0;
            for (Batch batch : batches) {
                batch.receipts().complete(List.copyOf(receipts.subList(from, from + batch.items().size())));
                from += batch.items().size();
            }
        } catch (IntakeUnavailableException e) {
            batches.forEach(batch -> batch.receipts().completeExceptionally(e));
        } catch (RuntimeException e) {
            if (batches.size() > 1) {
                batches.forEach(batch -> round(List.of(batch)));
            } else {
                batches.getFirst().receipts().completeExceptionally(e);
            }
        }
    }

    /** An item on which the rules themselves fail is kept in quarantine: it holds up nobody, and nothing is lost. */
    private List<Receipt> oneByOneIfNeedBe(List<Item> items) {
        try {
            return rounds.run(items);
        } catch (IntakeUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (items.size() > 1) {
                return items.stream().map(item -> oneByOneIfNeedBe(List.of(item)).getFirst()).toList();
            }
            LOG.error("a delivery could not be counted in and goes to quarantine", e);
            return List.of(rounds.quarantine(items.getFirst(), e));
        }
    }

    private void round(Note note) {
        try {
            note.recordedAt().complete(rounds.file(note.filing()));
        } catch (RuntimeException e) {
            note.recordedAt().completeExceptionally(e);
        }
    }

    @Override
    public void stop() {
        running = false;
        Thread stopping = loop;
        if (stopping != null) {
            try {
                stopping.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        executor.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
