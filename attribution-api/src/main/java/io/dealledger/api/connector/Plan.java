package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a message come to, held against what is known of them: nothing of it has happened yet.
 *
 * @param changes each record's state after the last word of the message on it
 */
record Plan(List<Report.Line> lines, List<Delivery> deliveries, List<SameAccount> accounts,
        List<ConnectorStore.StateChange> changes) {
    static Plan of(Connector connector, List<Entry> entries, Map<RecordKey, ConnectorStore.State> known) {
        var maker = new Maker(connector, known);
        entries.forEach(maker::add);
        return maker.plan();
    }

    /** How many statements of which kind; what cannot be stated counts as unreadable. */
    Map<String, Integer> kinds() {
        var counts = new TreeMap<String, Integer>();
        for (Delivery delivery : deliveries) {
            counts.merge(switch (delivery.reading()) {
                case Delivery.Read(var statement) -> statement.kind();
                case Delivery.Unread(var reason, _, _, _, _) -> reason;
            }, 1, Integer::sum);
        }
        return counts;
    }

    private static final class Maker {
        private final Connector connector;
        private final Map<RecordKey, ConnectorStore.State> known;
        private final Map<RecordKey, Map<String, @Nullable Object>> changed = new LinkedHashMap<>();
        private final Map<RecordKey, Map<String, @Nullable Object>> current = new HashMap<>();
        private final List<Report.Line> lines = new ArrayList<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private final List<SameAccount> accounts = new ArrayList<>();

        Maker(Connector connector, Map<RecordKey, ConnectorStore.State> known) {
            this.connector = connector;
            this.known = known;
            known.forEach((key, state) -> current.put(key, state.state()));
        }

        void add(Entry entry) {
            switch (entry) {
                case Entry.Unread _ -> {
                    // no record: counted with the message
                }
                case Entry.NoStream _ -> lines.add(new Report.Line(null, null, RecordOutcome.NO_STREAM, null));
                case Entry.Unreadable unreadable -> addUnreadable(unreadable);
                case Entry.Change change when change.key().isStorable() -> addChange(change);
                case Entry.Change change -> addUnreadable(unstorable(change));
            }
        }

        private void addUnreadable(Entry.Unreadable unreadable) {
            lines.add(new Report.Line(unreadable.stream(), unreadable.record(), RecordOutcome.QUARANTINED,
                    unreadable.problems().stream().map(Problem::sentence).collect(Collectors.joining("; "))));
            String id = unreadable.record() == null ? null : unreadable.stream() + ":" + unreadable.record();
            deliver(unreadable.raw(), new Delivery.Unread("unreadable", id == null ? null : connector.source(), id,
                    null, unreadable.problems()));
        }

        private static Entry.Unreadable unstorable(Entry.Change change) {
            String shown = change.key().record().replace('\0', '\uFFFD');
            return new Entry.Unreadable(change.key().stream(), shown,
                    List.of(new Problem("(record)", shown, "an id without the character U+0000")), change.raw());
        }

        private void addChange(Entry.Change change) {
            Entry.Result result = change.transition().apply(current.get(change.key()), current::get);
            lines.add(new Report.Line(change.key().stream(), change.key().record(), result.outcome(), null));
            result.said().forEach(said -> deliver(change.raw(), said));
            result.accounts().stream().filter(SameAccount::isStorable).forEach(accounts::add);
            if (result.state() != null) {
                current.put(change.key(), result.state());
                changed.put(change.key(), result.state());
            }
        }

        private void deliver(byte[] raw, Delivery.Reading reading) {
            deliveries.add(ConnectorDelivery.of(connector, raw, reading));
        }

        Plan plan() {
            var changes = new ArrayList<ConnectorStore.StateChange>();
            for (Map.Entry<RecordKey, Map<String, @Nullable Object>> change : changed.entrySet()) {
                ConnectorStore.State before = known.get(change.getKey());
                changes.add(new ConnectorStore.StateChange(change.getKey(), before == null ? 0 : before.revision(),
                        change.getValue()));
            }
            return new Plan(lines, deliveries, accounts, changes);
        }
    }
}
