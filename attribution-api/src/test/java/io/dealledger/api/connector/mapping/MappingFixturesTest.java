package io.dealledger.api.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every vendor's example mapping, run over its fixtures, says exactly what the fixtures expect. */
class MappingFixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/connectors");

    private final Map<String, History> histories = new HashMap<>();

    @ParameterizedTest(name = "{0}/{1}")
    @CsvSource({
        "generic, expected-facts.json, 1",
        "partnerstack, expected-facts.json, 25",
        "impartner, expected-facts.json, 15",
        "allbound, expected-facts.allbound.json, 8",
        "allbound, expected-facts.channeltivity.json, 9",
        "crossbeam, expected-facts.json, 11",
        "crossbeam, expected-facts.csv-import.json, 1",
        "partnertap, expected-facts.json, 11"})
    void aMappingYieldsTheExpectedFacts(String vendor, String expectedFile, int steps) throws IOException {
        Path folder = FIXTURES.resolve(vendor);
        Map<String, @Nullable Object> expected = JsonTree.parseObject(Files.readAllBytes(folder.resolve(expectedFile)));
        String mappingFile = (String) Objects.requireNonNull(expected.get("mapping"));
        MappingDocument mapping = new MappingReader().read(mappingFile,
                Files.readAllBytes(folder.resolve(mappingFile)));
        List<?> all = (List<?>) Objects.requireNonNull(expected.get("steps"));
        assertThat(all).hasSize(steps);
        for (Object each : all) {
            Map<?, ?> step = (Map<?, ?>) each;
            var reader = new RecordReader(mapping, (String) Objects.requireNonNull(step.get("source")),
                    Instant.parse((String) Objects.requireNonNull(step.get("receivedAt"))));
            byte[] file = Files.readAllBytes(folder.resolve((String) Objects.requireNonNull(step.get("file"))));
            assertThat(interpret(reader, file)).as("%s", step.get("file")).isEqualTo(step.get("expect"));
        }
    }

    private List<Object> interpret(RecordReader reader, byte[] file) {
        var answers = new ArrayList<Object>();
        for (Reading reading : reader.read(Document.parse(file, reader.mapping().input()))) {
            answers.addAll(switch (reading) {
                case Reading.NoStream _ -> List.of(Map.of("outcome", "NO_STREAM"));
                case Reading.Unreadable(_, String stream, _, String why, _) ->
                    List.of(Map.of("outcome", "QUARANTINED", "stream", stream, "why", why));
                case Reading.Readable readable -> answers(readable);
            });
        }
        return answers.isEmpty() ? List.of(Map.of("outcome", "EMPTY")) : answers;
    }

    private List<?> answers(Reading.Readable readable) {
        String key = readable.stream().name() + ":" + readable.record();
        Outcome.Step step = Outcome.of(readable, histories.getOrDefault(key, History.NONE));
        histories.put(key, new History(step.history().snapshots().stream()
                .map(snapshot -> Snapshot.ofJson(snapshot.toJson())).toList()));
        return switch (step.outcome()) {
            case Outcome.Facts(_, _, var facts) -> facts.stream().map(MappingFixturesTest::json).toList();
            case Outcome.NoFact(String stream, String record) -> outcome("NO_FACT", stream, record);
            case Outcome.Duplicate(String stream, String record) -> outcome("DUPLICATE", stream, record);
            case Outcome.Stale(String stream, String record, _) -> outcome("STALE", stream, record);
            case Outcome.Skipped(String stream, String record) -> outcome("SKIPPED", stream, record);
        };
    }

    private static List<?> outcome(String word, String stream, String record) {
        return List.of(Map.of("outcome", word, "stream", stream, "record", record));
    }

    private static Map<String, @Nullable Object> json(CanonicalFact fact) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put(fact.note() ? "note" : "fact", fact.name());
        json.put("record", fact.stream() + ":" + fact.record());
        json.put("occurredAt", fact.occurredAt().toString());
        if (fact.received()) {
            json.put("occurredAtBasis", "received");
        }
        json.putAll(fact.attributes());
        return json;
    }
}
