package io.dealledger.api.intake.round;

import io.dealledger.api.command.AccountUpdate;
import io.dealledger.api.command.FileEvents;
import io.dealledger.api.command.UpdateAccounts;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.DuplicateKeyException;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import io.dealledger.api.store.LedgerStore.Known;
import io.dealledger.api.store.LedgerUnavailableException;
import io.dealledger.api.store.RecordedBehindException;
import io.dealledger.fact.AccountFact;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds one after the other: all items of a round get one recorded_at, go to their accounts side by side and are
 * durable before the next round begins, so that recorded_at never goes back along positions.
 */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int ATTEMPTS = 8;

    private final LedgerStore store;
    private final PolicyBook policyBook;
    private final CommandGateway commands;
    private final InstantSource clock;
    private final Executor executor;
    private final Veil veil;

    Rounds(LedgerStore store, PolicyBook policyBook, CommandGateway commands, InstantSource clock,
            Executor executor, Veil veil) {
        this.store = store;
        this.policyBook = policyBook;
        this.commands = commands;
        this.clock = clock;
        this.executor = executor;
        this.veil = veil;
    }

    /**
     * Counts all items in, in as many rounds as they need.
     *
     * @return one receipt per item, in order
     * @throws IntakeUnavailableException if the ledger cannot take them all now; repeating is safe
     */
    List<Receipt> run(List<Item> named) {
        List<Item> items = named.stream().map(this::veiled).toList();
        var receipts = new ArrayList<Receipt>();
        while (receipts.size() < items.size()) {
            List<Item> left = items.subList(receipts.size(), items.size());
            receipts.addAll(attempt(() -> round(left)));
        }
        return receipts;
    }

    private Item veiled(Item item) {
        return item.delivery().reading() instanceof Delivery.Read(Statement statement)
                ? item.with(new Delivery.Read(veil.over(statement)))
                : item;
    }

    /** One round in this node's turn, repeated where others get in between all the same. */
    private <T> T attempt(Supplier<T> round) {
        RuntimeException last = new IllegalStateException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return store.inTurn(() -> {
                    policyBook.reloadIfGrown();
                    return round.get();
                });
            } catch (RecordedBehindException | DuplicateKeyException | ConcurrencyException e) {
                last = e; // another node was faster: everything is looked up again
            } catch (LedgerUnavailableException e) {
                throw new IntakeUnavailableException("the ledger cannot append now: " + e.getMessage(), e);
            }
        }
        throw new IntakeUnavailableException("the ledger was busy " + ATTEMPTS + " times in a row", last);
    }

    /**
     * Appends one event of our own in a round of its own; answers its recorded_at.
     *
     * @throws FiledBeforeException if the ledger has one of its key
     */
    Instant file(Function<Instant, FileEvents.Filing> filing) {
        return attempt(() -> {
            Instant recordedAt = recordedAt();
            try {
                join(CompletableFuture.runAsync(() -> commands
                        .sendAndWait(new FileEvents(List.of(filing.apply(recordedAt)), recordedAt)), executor));
            } catch (DuplicateKeyException e) {
                throw new FiledBeforeException(e);
            }
            return recordedAt;
        });
    }

    /** Keeps an item on which the rules failed; for a person to release once they are mended. */
    Receipt quarantine(Item named, RuntimeException fault) {
        Item item = veiled(named);
        return attempt(() -> {
            Instant recordedAt = recordedAt();
            var planner = new Planner(store, veil, policyBook, new Directory(store), Map.of(), recordedAt);
            planner.addFaulty(0, item, fault);
            execute(planner.plan(), recordedAt);
            return receipts(planner, List.of(item)).getFirst();
        });
    }

    /** The clock's now, but never before what the ledger holds already. */
    private Instant recordedAt() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(store.lastRecorded()) ? now : store.lastRecorded();
    }

    private List<Receipt> round(List<Item> items) {
        Instant recordedAt = recordedAt();
        var directory = new Directory(store);
        directory.prefetch(anchors(items));
        var planner = new Planner(store, veil, policyBook, directory, store.known(keys(items)), recordedAt);
        int size = 0;
        while (size < items.size() && planner.add(size, items.get(size))) {
            size++;
        }
        execute(planner.plan(), recordedAt);
        List<Item> counted = items.subList(0, size);
        if (counted.stream().anyMatch(Rounds::changesPolicies)) {
            policyBook.reload();
        }
        return receipts(planner, counted);
    }

    /**
     * Accounts first, then what goes to no account: a release is noted only once its fact is in. If the process stops
     * in between, the unanswered items are delivered again and found to be in.
     */
    private void execute(Plan plan, Instant recordedAt) {
        List<UpdateAccounts> updates = plan.updates(policyBook.policies(), recordedAt);
        if (!updates.isEmpty()) {
            store.loadingTogether(plan.accounts().stream().map(AccountUpdate::stream).toList(),
                    () -> updateAccounts(updates));
        }
        var filings = plan.filings(recordedAt);
        if (filings != null) {
            join(CompletableFuture.runAsync(() -> commands.sendAndWait(filings), executor));
        }
    }

    private void updateAccounts(List<UpdateAccounts> updates) {
        join(CompletableFuture.allOf(updates.stream()
                .map(update -> CompletableFuture.runAsync(() -> commands.sendAndWait(update), executor))
                .toArray(CompletableFuture<?>[]::new)));
    }

    private static void join(CompletableFuture<?> running) {
        try {
            running.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() instanceof CommandExecutionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : e.getCause();
            LOG.debug("a unit of work of a round failed", cause);
            throw cause instanceof RuntimeException runtime ? runtime : e;
        }
    }

    private List<Receipt> receipts(Planner planner, List<Item> items) {
        Map<IdempotencyKey, Known> known = store.known(keys(items));
        var receipts = new ArrayList<Receipt>();
        for (int i = 0; i < items.size(); i++) {
            receipts.add(switch (planner.of(i)) {
                case Planned.Duplicate(IdempotencyKey key) ->
                    receipt(key, known, Receipt.Outcome.DUPLICATE, null);
                case Planned.Counted counted ->
                    receipt(counted.key(), known, counted.outcome(), counted.problem())
                            .asOf(items.get(i).earlier());
                case Planned.Quarantined quarantined -> new Receipt(quarantined.source(), quarantined.id(),
                        Receipt.Outcome.QUARANTINED, null, null, quarantined.problem(), quarantined.quarantineId());
            });
        }
        return receipts;
    }

    private static Receipt receipt(IdempotencyKey key, Map<IdempotencyKey, Known> known, Receipt.Outcome outcome,
            @Nullable String problem) {
        Known entry = known.get(key);
        if (entry == null) {
            throw new IllegalStateException(key + " was counted in but is not in the ledger");
        }
        return new Receipt(key.source(), key.id(), outcome, entry.position(), entry.recordedAt(), problem, null);
    }

    private static Set<IdempotencyKey> keys(List<Item> items) {
        var keys = new HashSet<IdempotencyKey>();
        for (Item item : items) {
            if (item.delivery().reading() instanceof Delivery.Read(Statement statement)) {
                keys.add(new IdempotencyKey(statement.source(), statement.id()));
            }
        }
        return keys;
    }

    private static Set<Anchor> anchors(List<Item> items) {
        var anchors = new HashSet<Anchor>();
        for (Item item : items) {
            if (item.delivery().reading() instanceof Delivery.Read(Statement statement)
                    && statement.fact() instanceof AccountFact fact) {
                anchors.add(fact.anchor());
                Anchor defined = Anchor.definedBy(fact);
                if (defined != null) {
                    anchors.add(defined);
                }
            }
        }
        return anchors;
    }

    private static boolean changesPolicies(Item item) {
        return item.delivery().reading() instanceof Delivery.Read(Statement statement)
                && statement.fact() instanceof PolicyPublished;
    }
}
