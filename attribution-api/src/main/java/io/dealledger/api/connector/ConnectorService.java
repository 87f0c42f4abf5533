package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.matching.AccountName;
import io.dealledger.api.matching.MatchBook;
import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message from its bytes to durable facts: stored whole, read, counted in, and only then are the records' states
 * moved. Stopping anywhere and beginning again says nothing twice, because a statement's id depends on what it says.
 */
final class ConnectorService {
    private static final int CHUNK = 1_000;
    /** Another message about the same records came first; each time at least one of them gets through. */
    private static final int MOST_TRIES = 100;

    private final ConnectorStore store;
    private final AccountMatcher matcher;
    private final Function<String, @Nullable Lookup> lookups;
    private final Intake intake;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ReentrantLock matching = new ReentrantLock();

    /** @param lookups what is asked after a connector's messages were counted in, by its name; null where nothing is */
    ConnectorService(ConnectorStore store, Intake intake, MatchBook matches, Function<String, @Nullable Lookup> lookups,
            InstantSource clock, MeterRegistry meters) {
        this.meters = meters;
        this.lookups = lookups;
        this.store = store;
        this.matcher = new AccountMatcher(store, matches);
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

    /** Returns when the message is durable; what it says is counted in later. */
    void store(Connector connector, Message message, Map<String, @Nullable Object> headers) {
        store.store(connector.name(), message, false, headers);
    }

    Report count(Connector connector, ConnectorStore.Stored stored) {
        return count(connector, stored, read(connector, stored.message()));
    }

    /** A list of what there is has no records. */
    private static List<Entry> read(Connector connector, Message message) {
        return message.isSweep() ? List.of() : connector.read(message);
    }

    private Report count(Connector connector, ConnectorStore.Stored stored, List<Entry> entries) {
        Report report = count(connector, List.of(stored), entries);
        if (leavesOut(connector, stored, entries)) {
            store.ask(stored);
        } else {
            done(connector, stored, unknown(stored.message(), entries));
        }
        return report;
    }

    /** Whether there is something to ask its vendor for. */
    private boolean leavesOut(Connector connector, ConnectorStore.Stored stored, List<Entry> entries) {
        Lookup lookup = lookups.apply(connector.name());
        return lookup != null && !lookup.questions(List.of(stored.message()),
                new KnownStates(store, connector.name(), keys(entries))::of).isEmpty();
    }

    /** Messages that came close together, as one. */
    Report countTogether(Connector connector, List<ConnectorStore.Stored> stored) {
        List<Entry> entries = connector.read(stored.stream().map(ConnectorStore.Stored::message).toList());
        Report report = count(connector, stored, entries);
        stored.forEach(each -> done(connector, each, unknown(each.message(), entries)));
        return report;
    }

    /** Where the reading of a feed stands: what the last page left whose facts are durable. */
    @Nullable
    Map<String, @Nullable Object> cursor(Connector connector, String feed) {
        RecordKey key = cursorKey(feed);
        ConnectorStore.State known = store.states(connector.name(), List.of(key)).get(key);
        return known == null ? null : known.state();
    }

    /**
     * Counts a page of a feed in. Where the reading stands moves with the last records of the page, or not at all.
     *
     * @param besides what the page says besides its records
     */
    void takePage(Connector connector, Message page, List<Entry> besides, String feed,
            Map<String, @Nullable Object> cursor) {
        ConnectorStore.Stored stored = store.store(connector.name(), page, false, Map.of());
        var entries = new ArrayList<Entry>(read(connector, stored.message()));
        entries.addAll(besides);
        entries.add(new Entry.Change(cursorKey(feed), new byte[0],
                (_, _) -> new Entry.Result(RecordOutcome.NO_FACT, List.of(), List.of(), cursor)));
        count(connector, stored, entries);
    }

    /** Moves where the reading of a feed stands, where there was nothing to count in. */
    void keep(Connector connector, String feed, Map<String, @Nullable Object> cursor) {
        countPart(connector, List.of(), List.<Entry>of(new Entry.Change(cursorKey(feed), new byte[0],
                (_, _) -> new Entry.Result(RecordOutcome.NO_FACT, List.of(), List.of(), cursor))));
    }

    /** @param after null for the first @param upTo null for the last */
    List<Long> numbered(Connector connector, String stream, @Nullable Long after, @Nullable Long upTo) {
        return store.numbered(connector.name(), stream, after == null ? Long.MIN_VALUE : after,
                upTo == null ? Long.MAX_VALUE : upTo);
    }

    private static RecordKey cursorKey(String feed) {
        return new RecordKey("cursor", feed);
    }

    /** Puts a message that breaks its connector before a person, whole, so that it holds up nothing. */
    void setAside(ConnectorStore.Stored stored, RuntimeException why) {
        var problem = new Problem("(message)", "SHA-256 " + ConnectorStore.sha256(stored.message().body()),
                "a message that connector '" + stored.connector() + "' can read; this one failed with " + why);
        intake.accept(List.of(ConnectorDelivery.of(stored.connector(), stored.message().body(),
                new Delivery.Unread("unreadable", null, null, null, List.of(problem)))));
        store.done(stored, clock.instant(), null, Map.of());
    }

    @SuppressWarnings("ReferenceEquality") // equal messages that came twice are two
    private static Map<Unknown, Integer> unknown(Message message, List<Entry> entries) {
        var unknown = new LinkedHashMap<Unknown, Integer>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Unread(Message in, Unknown what, int records) && in == message) {
                unknown.merge(what, records, Integer::sum);
            }
        }
        return unknown;
    }

    private Report count(Connector connector, List<ConnectorStore.Stored> stored, List<Entry> entries) {
        var lines = new ArrayList<Report.Line>();
        var receipts = new ArrayList<Receipt>();
        for (int from = 0; from < entries.size(); from += CHUNK) {
            Report part = countPart(connector, stored, entries.subList(from, Math.min(from + CHUNK, entries.size())));
            lines.addAll(part.records());
            receipts.addAll(part.receipts());
        }
        return new Report(lines, receipts);
    }

    /** @param unknown in how many of its records */
    private void done(Connector connector, ConnectorStore.Stored message, Map<Unknown, Integer> unknown) {
        MappingText mapping = connector.mapping();
        if (store.done(message, clock.instant(), mapping == null ? null : mapping.version(), unknown)) {
            unknown.forEach((each, records) -> Counter.builder("attribution.connector.unknown")
                    .description("Records with something that nothing reads")
                    .tag("connector", connector.name()).tag("kind", RecordJson.word(each.kind())).register(meters)
                    .increment(records));
        }
    }

    /** What the message would say now; stores nothing. */
    Plan plan(Connector connector, Message message) {
        return plan(connector, connector.read(message));
    }

    /** What one record of a stored message would say now; stores nothing. */
    Plan planRecord(Connector connector, ConnectorStore.Stored stored, byte[] record) {
        return plan(connector, entriesOf(connector, stored, record));
    }

    /** Counts one record of a stored message in by way of this intake. */
    List<Receipt> countRecord(Connector connector, ConnectorStore.Stored stored, byte[] record, Intake by) {
        return countPart(connector, List.of(stored), entriesOf(connector, stored, record), by).receipts();
    }

    private static List<Entry> entriesOf(Connector connector, ConnectorStore.Stored stored, byte[] record) {
        List<Entry> entries = connector.read(stored.message());
        return Arrays.equals(record, stored.message().body())
                ? entries
                : entries.stream().filter(entry -> switch (entry) {
                    case Entry.NoStream _,Entry.Unread _ -> false;
                    case Entry.Unreadable unreadable -> Arrays.equals(record, unreadable.raw());
                    case Entry.Change change -> Arrays.equals(record, change.raw());
                }).toList();
    }

    private Report countPart(Connector connector, List<ConnectorStore.Stored> stored, List<Entry> entries) {
        return countPart(connector, stored, entries, intake);
    }

    private Report countPart(Connector connector, List<ConnectorStore.Stored> stored, List<Entry> entries,
            Intake by) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Plan plan = plan(connector, entries);
            store.parts(stored, plan.deliveries().stream().map(Delivery::raw).toList()); // before any fact points there
            var receipts = new ArrayList<Receipt>(accept(plan.deliveries(), by));
            receipts.addAll(match(plan.accounts(), by));
            called(connector, plan.deliveries());
            // stopping here leaves the states behind: the message is read again and says the same
            if (store.change(connector.name(), plan.changes())) {
                return new Report(plan.lines(), receipts);
            }
        }
        throw new IntakeUnavailableException("other messages about the same records kept coming first");
    }

    /** One after the other: whether an account goes with another depends on what was matched before. */
    private List<Receipt> match(List<SameAccount> accounts, Intake by) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        matching.lock();
        try {
            List<AccountMatcher.Finding> findings = matcher.note(accounts, clock.instant());
            List<Receipt> receipts = accept(findings.stream().map(AccountMatcher.Finding::delivery).toList(), by);
            findings.stream().map(AccountMatcher.Finding::match).forEach(matcher::remember);
            return receipts;
        } finally {
            matching.unlock();
        }
    }

    /** Accounts of one name that nothing has united are put before a person. */
    private void called(Connector connector, List<Delivery> deliveries) {
        var names = new ArrayList<AccountName>();
        for (Delivery delivery : deliveries) {
            if (delivery.reading() instanceof Delivery.Read(Statement statement)
                    && statement.fact() instanceof AccountIdentified account && account.name() != null) {
                names.add(new AccountName(account.accountId(), connector.name(), account.name(), account.domain()));
            }
        }
        matcher.called(names, clock.instant());
    }

    private static List<Receipt> accept(List<Delivery> deliveries, Intake by) {
        return deliveries.isEmpty() ? List.of() : by.accept(deliveries);
    }

    private Plan plan(Connector connector, List<Entry> entries) {
        return Plan.of(connector, entries, store.states(connector.name(), keys(entries)));
    }

    private static List<RecordKey> keys(List<Entry> entries) {
        return entries.stream().filter(Entry.Change.class::isInstance).map(Entry.Change.class::cast)
                .flatMap(change -> Stream.concat(Stream.of(change.key()), change.consulted().stream()))
                .filter(RecordKey::isStorable).distinct()
                .toList();
    }
}
