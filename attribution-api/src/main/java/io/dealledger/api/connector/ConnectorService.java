package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message from its bytes to durable facts: stored whole, read, counted in, and only then are the records' states
 * moved. Stopping anywhere and beginning again says nothing twice, because a statement's id depends on what it says.
 */
final class ConnectorService {
    private static final int CHUNK = 200;
    /** Another message about the same records came first; each time at least one of them gets through. */
    private static final int MOST_TRIES = 100;

    private final ConnectorStore store;
    private final AccountMatcher matcher;
    private final Intake intake;
    private final InstantSource clock;
    private final ReentrantLock matching = new ReentrantLock();

    ConnectorService(ConnectorStore store, Intake intake, InstantSource clock) {
        this.store = store;
        this.matcher = new AccountMatcher(store);
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Returns when everything that the message says is durable.
     *
     * @throws IntakeUnavailableException if it is not; the message stays open and is read again
     */
    Report take(Connector connector, Message message, boolean file, Map<String, @Nullable Object> headers) {
        return count(connector, store.store(connector.name(), message, file, headers));
    }

    Report count(Connector connector, ConnectorStore.Stored stored) {
        List<Entry> entries = connector.read(stored.message());
        var lines = new ArrayList<Report.Line>();
        var receipts = new ArrayList<Receipt>();
        for (int from = 0; from < entries.size(); from += CHUNK) {
            Report part = count(connector, entries.subList(from, Math.min(from + CHUNK, entries.size())));
            lines.addAll(part.records());
            receipts.addAll(part.receipts());
        }
        store.done(stored.id(), clock.instant());
        return new Report(lines, receipts);
    }

    /** What the message would say now; stores nothing. */
    Plan plan(Connector connector, Message message) {
        return plan(connector, connector.read(message));
    }

    private Report count(Connector connector, List<Entry> entries) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Plan plan = plan(connector, entries);
            var receipts = new ArrayList<Receipt>(accept(plan.deliveries()));
            receipts.addAll(match(plan.accounts()));
            // stopping here leaves the states behind: the message is read again and says the same
            if (store.change(connector.name(), plan.changes())) {
                return new Report(plan.lines(), receipts);
            }
        }
        throw new IntakeUnavailableException("other messages about the same records kept coming first");
    }

    /** One after the other: whether an account goes with another depends on what was matched before. */
    private List<Receipt> match(List<SameAccount> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        matching.lock();
        try {
            List<AccountMatcher.Finding> findings = matcher.note(accounts);
            List<Receipt> receipts = accept(findings.stream().map(AccountMatcher.Finding::delivery).toList());
            findings.stream().map(AccountMatcher.Finding::match).flatMap(Optional::stream).forEach(matcher::remember);
            return receipts;
        } finally {
            matching.unlock();
        }
    }

    private List<Receipt> accept(List<Delivery> deliveries) {
        return deliveries.isEmpty() ? List.of() : intake.accept(deliveries);
    }

    private Plan plan(Connector connector, List<Entry> entries) {
        List<RecordKey> keys = entries.stream().filter(Entry.Change.class::isInstance).map(Entry.Change.class::cast)
                .map(Entry.Change::key).distinct().toList();
        return Plan.of(connector, entries, store.states(connector.name(), keys));
    }
}
