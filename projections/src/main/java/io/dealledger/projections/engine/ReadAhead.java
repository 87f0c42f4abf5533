package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and decodes the next entries for a fold while it writes the ones before them. Used by one thread. */
final class ReadAhead {
    private final LedgerTail ledger;
    private final Predicate<Class<? extends LedgerEvent>> lookedInto;
    private @Nullable Begun begun;

    private record Begun(long after, int limit, CompletableFuture<List<LedgerEntry>> entries) {}

    /** @param lookedInto the types of events that are worth decoding ahead */
    ReadAhead(LedgerTail ledger, Predicate<Class<? extends LedgerEvent>> lookedInto) {
        this.ledger = ledger;
        this.lookedInto = lookedInto;
    }

    /** As {@link LedgerTail#read(long, int)}, at once if this is what was begun last. */
    List<LedgerEntry> read(long after, int limit) {
        Begun last = begun;
        begun = null;
        List<LedgerEntry> entries = last == null || last.after() != after || last.limit() != limit
                ? List.of()
                : await(last.entries());
        // there may be some by now: who is told that there is nothing waits for the next one
        return entries.isEmpty() ? ledger.read(after, limit, lookedInto) : entries;
    }

    private static List<LedgerEntry> await(CompletableFuture<List<LedgerEntry>> entries) {
        try {
            return entries.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Worth it only where there are as many entries as asked for. */
    void begin(long after, int limit) {
        begun = new Begun(after, limit, CompletableFuture.supplyAsync(
                () -> ledger.read(after, limit, lookedInto), Thread::startVirtualThread));
    }
}
