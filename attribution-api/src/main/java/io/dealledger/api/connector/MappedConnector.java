package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.CanonicalFact;
import io.dealledger.api.connector.mapping.Document;
import io.dealledger.api.connector.mapping.History;
import io.dealledger.api.connector.mapping.MappingDocument;
import io.dealledger.api.connector.mapping.MappingDocument.Format;
import io.dealledger.api.connector.mapping.Outcome;
import io.dealledger.api.connector.mapping.Reading;
import io.dealledger.api.connector.mapping.RecordReader;
import io.dealledger.api.connector.mapping.Snapshot;
import io.dealledger.api.connector.mapping.Unknowns;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A connector that a mapping document describes. */
final class MappedConnector implements Connector {
    private final Speaker speaker;
    private final MappingText text;
    private final MappingDocument mapping;
    private final CanonicalStatements statements;

    MappedConnector(MappingText text, MappingDocument mapping, CanonicalStatements statements) {
        this.text = text;
        this.speaker = statements.speaker();
        this.mapping = mapping;
        this.statements = statements;
    }

    @Override
    public String name() {
        return speaker.connector();
    }

    @Override
    public String source() {
        return speaker.source();
    }

    @Override
    public MappingText mapping() {
        return text;
    }

    /** A feed that is called like a label of the mapping has that label. */
    @Override
    public String label(String feed, boolean file) {
        return labels().anyMatch(feed::equals) ? feed : file ? "import" : "webhook";
    }

    private Stream<String> labels() {
        return mapping.streams().stream().flatMap(stream -> stream.sources().stream());
    }

    @Override
    public List<Entry> read(Message message) {
        Document document;
        try {
            document = Document.parse(message.body(), mapping.input());
        } catch (Document.UnreadableException e) {
            return List.of(new Entry.Unreadable(null, null, List.of(e.problem()), message.body()));
        }
        boolean alone = mapping.input().format() == Format.JSON && document.records().size() == 1;
        var entries = new ArrayList<Entry>();
        var unknowns = new Unknowns();
        var reader = new RecordReader(mapping, message.label(), message.receivedAt());
        for (Reading reading : reader.read(document, unknowns)) {
            byte[] raw = alone ? message.body() : bytes(document.records().get(reading.index()));
            entries.add(switch (reading) {
                case Reading.NoStream _ -> new Entry.NoStream();
                case Reading.Unreadable(_, String stream, String record, _, var problem) ->
                    new Entry.Unreadable(stream, record, List.of(problem), raw);
                case Reading.Readable readable ->
                    new Entry.Change(new RecordKey(readable.stream().name(), readable.record()), raw,
                            (state, _) -> apply(readable, state));
            });
        }
        unknowns.counts().forEach((unknown, records) -> entries.add(new Entry.Unread(message, unknown, records)));
        return entries;
    }

    private Entry.Result apply(Reading.Readable reading, @Nullable Map<String, @Nullable Object> state) {
        History before = history(state);
        Outcome.Step step = Outcome.of(reading, before);
        return switch (step.outcome()) {
            case Outcome.Facts(_, _, var facts) -> {
                var said = new ArrayList<>(unheardOf(reading, facts, before, step.history()));
                said.addAll(say(facts));
                yield result(RecordOutcome.FACTS, reading, said, step.history());
            }
            case Outcome.Stale(_, _, var late) -> result(RecordOutcome.STALE, reading, say(late), step.history());
            case Outcome.NoFact _ -> result(RecordOutcome.NO_FACT, reading, List.of(), step.history());
            case Outcome.Duplicate _ -> Entry.Result.nothing(RecordOutcome.DUPLICATE);
            case Outcome.Skipped _ -> Entry.Result.nothing(RecordOutcome.SKIPPED);
        };
    }

    private Entry.Result result(RecordOutcome outcome, Reading.Readable reading, List<Delivery.Reading> said,
            History history) {
        return new Entry.Result(outcome, said, accounts(reading),
                Map.of("snapshots", history.snapshots().stream().map(Snapshot::toJson).toList()));
    }

    /**
     * Where a record of the only system that has the deal speaks of it first when it is closed, the deal is opened by the
     * same word: a win of nothing would wait for ever.
     */
    private List<Delivery.Reading> unheardOf(Reading.Readable reading, List<CanonicalFact> facts, History before,
            History after) {
        CanonicalFact first = facts.stream().filter(fact -> CanonicalStatements.ON_OPPORTUNITIES.contains(fact.name()))
                .findFirst().orElse(null);
        boolean heardBefore = reading.stream().version() == null
                ? !before.snapshots().isEmpty()
                : after.facts(reading.stream(), reading.record()).stream()
                        .filter(fact -> CanonicalStatements.ON_OPPORTUNITIES.contains(fact.name())).findFirst()
                        .filter(fact -> !fact.equals(first)).isPresent();
        return first == null || heardBefore ? List.of() : statements.openedBy(first);
    }

    private List<Delivery.Reading> say(List<CanonicalFact> facts) {
        return facts.stream().flatMap(fact -> statements.of(fact).stream()).toList();
    }

    /** A record that names both an opportunity and the account says which account the opportunity is with. */
    private List<SameAccount> accounts(Reading.Readable reading) {
        var values = reading.snapshot().values();
        if (!(values.get("opportunityRef") instanceof String opportunity)) {
            return List.of();
        }
        Instant version = reading.snapshot().version();
        return List.of(new SameAccount("opportunity:" + opportunity, name(),
                statements.account(reading.stream().name(), reading.record(), values),
                version == null ? reading.snapshot().receivedAt() : version));
    }

    private static History history(@Nullable Map<String, @Nullable Object> state) {
        if (state == null) {
            return History.NONE;
        }
        List<?> stored = (List<?>) Objects.requireNonNull(state.get("snapshots"));
        return new History(stored.stream().map(each -> Snapshot.ofJson((Map<?, ?>) each)).toList());
    }

    private static byte[] bytes(@Nullable Object record) {
        return CanonicalJson.write(record).getBytes(StandardCharsets.UTF_8);
    }
}
