package io.dealledger.api.connector.mapping;

import java.util.ArrayList;
import java.util.List;

/** What a record meant to a stream. One bad record never stops the others. */
public sealed interface Outcome {
    /** @param facts at least one */
    record Facts(String stream, String record, List<CanonicalFact> facts) implements Outcome {}

    record NoFact(String stream, String record) implements Outcome {}

    record Duplicate(String stream, String record) implements Outcome {}

    /**
     * An older version than the last one: it moves nothing, and is evidence of its own time.
     *
     * @param late what it says at its own place, and what the version after it says now that it is known
     */
    record Stale(String stream, String record, List<CanonicalFact> late) implements Outcome {}

    /** Not meant for the ledger, such as a draft: no state is kept of it. */
    record Skipped(String stream, String record) implements Outcome {}

    /** @param history the record's, from now on */
    record Step(Outcome outcome, History history) {}

    /** Holds a record against what is known of it. */
    static Step of(Reading.Readable reading, History history) {
        var stream = reading.stream();
        String record = reading.record();
        Snapshot snapshot = reading.snapshot();
        var before = history.current();
        var rules = new Rules(stream, record, snapshot.receivedAt(), before, History.resolve(snapshot, before));
        if (stream.skipWhen() != null && rules.holds(stream.skipWhen())) {
            return new Step(new Skipped(stream.name(), record), history);
        }
        boolean versioned = stream.version() != null;
        if (history.knows(snapshot, versioned)) {
            return new Step(new Duplicate(stream.name(), record), history);
        }
        History next = history.with(snapshot, versioned);
        if (history.isAfter(snapshot.version())) {
            var late = new ArrayList<>(next.facts(stream, record));
            late.removeAll(history.facts(stream, record));
            return new Step(new Stale(stream.name(), record, List.copyOf(late)), next);
        }
        List<CanonicalFact> facts = rules.facts();
        return new Step(facts.isEmpty()
                ? new NoFact(stream.name(), record)
                : new Facts(stream.name(), record, facts), next);
    }
}
