package io.dealledger.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.api.query.LiveProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What came by Kafka and could not be counted in, decided by a person, over a real broker. */
class KafkaQuarantineIT {
    private static final Instant CAME = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant DECIDED = Instant.parse("2026-05-04T08:00:00Z");
    private static final String BROKEN = "{\"broken by kq";

    @Test
    void isListedShownReleasedAndDiscarded() throws InterruptedException {
        try (var program = new LiveProgram("--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers())) {
            program.at(CAME);
            TestKafka.send(List.of(partner("Old name"), partner("New name"),
                    TestKafka.record("kq", BROKEN, Map.of("content-type", "application/cloudevents+json"))));
            await().atMost(Duration.ofMinutes(1)).until(() -> TestKafka.lag() == 0);
            program.awaitFolded("waiting");

            Map<String, @Nullable Object> conflict = only(program, "conflict", "New name");
            Map<String, @Nullable Object> unreadable = only(program, "unreadable", BROKEN);
            assertThat(handedOver()).as("on the topic under the id that it is decided by")
                    .isEqualTo(unreadable.get("quarantine_id"));
            assertThat(shown(program, unreadable).get("raw")).isEqualTo(Base64.getEncoder().encodeToString(
                    BROKEN.getBytes(StandardCharsets.UTF_8)));

            program.at(DECIDED);
            assertThat(ruled(program, unreadable, "release").json()).containsEntry("type",
                    "/problems/still-unreadable");
            assertThat(ruled(program, unreadable, "discard").status()).isEqualTo(200);
            assertThat(ruled(program, conflict, "release").json()).containsEntry("counts_as_of", CAME.toString());
            program.awaitFolded("waiting");

            assertThat(LiveProgram.object(shown(program, unreadable).get("entry"))).containsEntry("status",
                    "discarded").containsEntry("ruling_reason", "a test").containsEntry("ruled_by", "ann");
            assertThat(LiveProgram.object(shown(program, conflict).get("entry"))).containsEntry("status", "released");
        }
    }

    private static ProducerRecord<byte[], byte[]> partner(String name) {
        return TestKafka.record("kq", """
                {"specversion":"1.0","source":"kq","id":"1","type":"attribution.partner.enrolled.v1",
                "time":"2026-03-02T17:00:00Z","data":{"partner_id":"KQ1","name":"%s"}}""".formatted(name),
                Map.of("content-type", "application/cloudevents+json"));
    }

    /** Of this reason, and came as a text with these words: other tests' records may stand on the topic too. */
    private static Map<String, @Nullable Object> only(LiveProgram program, String reason, String words) {
        var entries = new ArrayList<Map<String, @Nullable Object>>();
        for (Object each : LiveProgram.list(program.ask("/v1/quarantine", "reason", reason, "via", "kafka", "limit",
                "1000"), "entries")) {
            Map<String, @Nullable Object> entry = LiveProgram.object(each);
            if (new String(Base64.getDecoder().decode(String.valueOf(shown(program, entry).get("raw"))),
                    StandardCharsets.UTF_8).contains(words)) {
                entries.add(entry);
            }
        }
        assertThat(entries).as(reason).hasSize(1);
        return entries.getFirst();
    }

    private static Map<String, @Nullable Object> shown(LiveProgram program, Map<String, @Nullable Object> entry) {
        return program.ask("/v1/quarantine/" + entry.get("quarantine_id"));
    }

    private static LiveProgram.Answer ruled(LiveProgram program, Map<String, @Nullable Object> entry, String verb) {
        return program.post("/v1/quarantine/" + entry.get("quarantine_id") + "/" + verb, "application/json",
                "{\"by\": \"ann\", \"reason\": \"a test\"}");
    }

    private static String handedOver() {
        ConsumerRecord<byte[], byte[]> record = TestKafka.quarantined().stream().filter(each -> each.key() != null
                && new String(each.key(), StandardCharsets.UTF_8).equals("kq")).reduce((_, second) -> second)
                .orElseThrow();
        return Objects.requireNonNull(TestKafka.header(record, "ledger_quarantine_id"));
    }
}
