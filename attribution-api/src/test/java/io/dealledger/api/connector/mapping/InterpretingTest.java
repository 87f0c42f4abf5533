package io.dealledger.api.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InterpretingTest {
    private static final Instant RECEIVED = Instant.parse("2026-07-01T00:00:00Z");
    private static final String RULES = """
            {"mappingVersion": 1, "name": "t", "vendor": "t",
             "input": {"format": "json", "zone": "UTC", "records": ["/rows", ""], "nullTokens": ["", "-"]},
             "valueMaps": {"status": {"Sent": "SUBMITTED", "OK": "APPROVED", "Working": "$KEEP", "$absent": null,
                                      "$other": "$UNMAPPED"}},
             "streams": [{"name": "deal", "sources": ["webhook"], "recordId": ["/id"],
               "version": {"pointers": ["/at"], "type": "instant"},
               "fields": {
                 "status": {"pointers": ["/status"], "valueMap": "status"},
                 "until": {"pointers": ["/until"], "type": "date"},
                 "amount": {"pointers": ["/names/[k=amount]/v", "/amount"], "type": "moneyMajor"},
                 "at": {"pointers": ["/at"], "type": "instant"}},
               "rules": [
                 {"fact": "DealRegistered", "when": {"firstSeen": true}, "occurredAt": ["at"]},
                 {"fact": "RegistrationApproved", "when": {"field": "status", "becomes": "APPROVED"},
                  "occurredAt": ["at"], "attributes": ["until"]},
                 {"fact": "OpportunityAmountChanged", "when": {"field": "amount", "changed": true},
                  "occurredAt": ["at"], "attributes": ["amount"]}]}]}
            """;
    private static final MappingDocument MAPPING = mapping(RULES);

    @Test
    void aNameValueArrayYieldsTheNamedValue() {
        Reading reading = only("{\"id\": 7, \"names\": [{\"k\": \"x\"}, {\"k\": \"amount\", \"v\": 12}]}");

        assertThat(reading).isInstanceOfSatisfying(Reading.Readable.class,
                readable -> assertThat(readable.snapshot().values()).containsEntry("amount", "12.00"));
    }

    @Test
    void aWordThatNobodyMappedIsAQuestionWithPointerValueAndWhatIsAccepted() {
        assertThat(only("{\"id\": 7, \"status\": \"Pending\"}")).isEqualTo(new Reading.Unreadable(0, "deal", "7",
                "unmapped value for status",
                new Problem("/status", "\"Pending\"", "one of sent, ok, working (value map status)")));
    }

    @Test
    void whatHasADateOnlyHappenedWhenThatDayBeganInTheZoneOfTheInput() {
        MappingDocument dated = mapping(RULES.replace("\"zone\": \"UTC\"", "\"zone\": \"Europe/Paris\"")
                .replace("\"occurredAt\": [\"at\"], \"attributes\": [\"until\"]", "\"occurredAt\": [\"until\"]"));
        byte[] row = "{\"id\": 7, \"status\": \"OK\", \"until\": \"2026-05-06\", \"at\": \"2026-05-01T00:00:00Z\"}"
                .getBytes(StandardCharsets.UTF_8);

        Reading reading = new RecordReader(dated, "webhook", RECEIVED).read(Document.parse(row, dated.input()))
                .getFirst();

        assertThat(Outcome.of((Reading.Readable) reading, History.NONE).outcome()).isInstanceOfSatisfying(
                Outcome.Facts.class, facts -> assertThat(facts.facts().getLast().occurredAt()).isEqualTo(
                        Instant.parse("2026-05-05T22:00:00Z")));
    }

    @Test
    void aWordThatStoppedSpeakingKeepsThePreviousValue() {
        var facts = replay(List.of(version(1, "OK", 10), version(2, "Working", 10), version(3, "OK", 10)));

        assertThat(facts).extracting(CanonicalFact::name).containsExactly("DealRegistered", "RegistrationApproved");
    }

    @Test
    void anOlderVersionThatComesLateMovesNothingAndIsEvidenceOfItsOwnTime() {
        History history = history(List.of(version(1, "Sent", 10), version(5, "OK", 50)));

        Outcome.Step late = Outcome.of(readable(version(3, "OK", 30)), history);

        assertThat(late.outcome()).isInstanceOfSatisfying(Outcome.Stale.class,
                stale -> assertThat(stale.late()).extracting(CanonicalFact::name, fact -> fact.occurredAt().toString())
                        .containsExactly(
                                tuple("RegistrationApproved", "2026-01-03T00:00:00Z"),
                                tuple("OpportunityAmountChanged",
                                        "2026-01-03T00:00:00Z")));
        assertThat(late.history().snapshots().getLast()).isEqualTo(history.snapshots().getLast());
    }

    @Property(tries = 200)
    void everyFactOfTheRightOrderIsSaidInAnyOrderOfDelivery(@ForAll("deliveries") List<Integer> deliveries) {
        List<String> versions = List.of(version(1, "Sent", 10), version(2, "OK", 10), version(3, "Working", 30),
                version(4, "OK", 40), version(5, "Sent", 20));
        Set<CanonicalFact> inOrder = new HashSet<>(replay(versions));

        Set<CanonicalFact> shuffled = new HashSet<>(replay(deliveries.stream().map(versions::get).toList()));

        assertThat(shuffled).containsAll(inOrder);
    }

    /** All five versions, in any order, some more than once. */
    @Provide
    Arbitrary<List<Integer>> deliveries() {
        Arbitrary<List<Integer>> order = Arbitraries.shuffle(0, 1, 2, 3, 4);
        return order.flatMap(first -> Arbitraries.integers().between(0, 4).list().ofMaxSize(5).map(again -> {
            var all = new ArrayList<>(first);
            all.addAll(again);
            return all;
        }));
    }

    @Test
    void aRowThatWasCutOffIsNotTakenForAWholeOne() {
        MappingDocument csv = mapping(RULES.replace("\"json\"", "\"csv\""));
        var document = Document.parse("id,status,amount\n7,OK,10\n8,O".getBytes(StandardCharsets.UTF_8), csv.input());

        List<Reading> readings = new RecordReader(csv, "webhook", RECEIVED).read(document);

        assertThat(readings.get(0)).isInstanceOf(Reading.Readable.class);
        assertThat(readings.get(1)).isInstanceOfSatisfying(Reading.Unreadable.class,
                unreadable -> assertThat(unreadable.problem()).isEqualTo(new Problem("line 3", "2 fields",
                        "3 fields, as many as the heading has")));
    }

    @Test
    void aTruncatedDocumentIsRefusedAsAWhole() {
        assertThatThrownBy(() -> Document.parse("{\"rows\": [{\"id\": 7".getBytes(StandardCharsets.UTF_8),
                MAPPING.input())).isInstanceOf(Document.UnreadableException.class).hasMessageContaining("line 1");
    }

    @Test
    void aMappingWithFaultsNamesEachOfThem() {
        String broken = RULES.replace("\"zone\": \"UTC\"", "\"zone\": \"Mars/Base\"");
        assertThatThrownBy(() -> mapping(broken)).hasMessageContaining("/input/zone is \"Mars/Base\"");
        assertThatThrownBy(() -> mapping(RULES.replace("\"attributes\": [\"until\"]", "\"attributes\": [\"till\"]")))
                .hasMessageContaining("/streams/0/rules/1/attributes is \"till\"");
        assertThatThrownBy(() -> mapping(RULES.replace("\"DealRegistered\"", "\"DealCreated\"")))
                .hasMessageContaining("/streams/0/rules/0/fact is \"DealCreated\"");
        assertThatThrownBy(() -> mapping("{}")).hasMessageContaining("mappingVersion");
    }

    private static MappingDocument mapping(String json) {
        return new MappingReader().read("test", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String version(int day, String status, int amount) {
        return "{\"id\": 7, \"at\": \"2026-01-0" + day + "T00:00:00Z\", \"status\": \"" + status + "\", \"amount\": "
                + amount + "}";
    }

    private static Reading only(String json) {
        var document = Document.parse(json.getBytes(StandardCharsets.UTF_8), MAPPING.input());
        List<Reading> readings = new RecordReader(MAPPING, "webhook", RECEIVED).read(document);
        assertThat(readings).hasSize(1);
        return readings.getFirst();
    }

    private static Reading.Readable readable(String json) {
        return (Reading.Readable) only(json);
    }

    private static History history(List<String> versions) {
        History history = History.NONE;
        for (String version : versions) {
            history = Outcome.of(readable(version), history).history();
        }
        return history;
    }

    private static List<CanonicalFact> replay(List<String> versions) {
        var facts = new ArrayList<CanonicalFact>();
        History history = History.NONE;
        for (String version : versions) {
            Outcome.Step step = Outcome.of(readable(version), history);
            history = step.history();
            switch (step.outcome()) {
                case Outcome.Facts(_, _, var said) -> facts.addAll(said);
                case Outcome.Stale(_, _, var late) -> facts.addAll(late);
                case Outcome.NoFact _,Outcome.Duplicate _,Outcome.Skipped _ -> {
                    // nothing said
                }
            }
        }
        return facts;
    }
}
