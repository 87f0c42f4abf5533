package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** Against a real broker. */
class KafkaIntakeIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RecordingIntake intake = new RecordingIntake();

    @BeforeEach
    void letNothingBeLeftFromTheTestBefore() {
        if (TestKafka.lag() > 0) {
            try (var listener = listener(new RecordingIntake())) {
                awaitAllCommitted();
            }
        }
    }

    @Nested
    class ARecord {
        @Test
        void mayBeStructuredOrBinary() {
            try (var listener = listener(intake)) {
                TestKafka.send(List.of(structured("structured-1"), binary("binary-1", Map.of("ce_subject", "Zürich"))));
                awaitAllCommitted();
            }

            assertThat(intake.deliveries()).extracting(Delivery::via).containsOnly("kafka");
            assertThat(intake.deliveries().stream().map(Delivery::reading)).allSatisfy(
                    reading -> assertThat(reading).isInstanceOf(Delivery.Read.class));
            assertThat(intake.deliveries().toString()).contains("id=structured-1", "id=binary-1", "subject=Zürich");
        }

        @Test
        void thatIsNoFactIsKeptAndHandedOverWithItsReason() {
            ProducerRecord<byte[], byte[]> broken = TestKafka.record("the key", "{\"broken", Map.of("content-type",
                    "application/cloudevents+json", "trace", "t-1"));
            try (var listener = listener(intake)) {
                TestKafka.send(List.of(structured("before"), broken, structured("after"),
                        TestKafka.record(null, null, Map.of()),
                        binary("unknown", Map.of("ce_type", "attribution.no.such.v1"))));
                awaitAllCommitted();
            }

            assertThat(intake.deliveries()).hasSize(5);
            assertThat(TestKafka.quarantined().stream().map(record -> TestKafka.header(record, "ledger_reason")))
                    .contains("unreadable", "unknown_type");
            assertThat(TestKafka.quarantined()).filteredOn(record -> record.key() != null
                    && new String(record.key(), UTF_8).equals("the key")).hasSize(1).first().satisfies(record -> {
                        assertThat(record.value()).isEqualTo(broken.value());
                        assertThat(TestKafka.header(record, "trace")).isEqualTo("t-1");
                        assertThat(TestKafka.header(record, "content-type")).isEqualTo("application/cloudevents+json");
                        assertThat(TestKafka.header(record, "ledger_problems")).startsWith("body is no JSON");
                        assertThat(TestKafka.header(record, "ledger_quarantine_id")).isEqualTo("q-1");
                        assertThat(TestKafka.header(record, "ledger_original_topic")).isEqualTo("attribution.facts");
                        assertThat(TestKafka.header(record, "ledger_original_partition")).matches("[0-2]");
                        assertThat(TestKafka.header(record, "ledger_original_offset")).matches("\\d+");
                    });
        }
    }

    @Nested
    class NothingIsLostAndNothingCountsTwice {
        @Test
        void whereTheLedgerIsAwayForAWhile() {
            intake.refuses(2);
            try (var listener = listener(intake)) {
                TestKafka.send(many("away", 200));
                awaitAllCommitted();
            }

            assertThat(intake.facts()).isEqualTo(200);
            assertThat(intake.deliveries()).hasSize(200);
        }

        @Test
        void whereAnAnswerIsLost() {
            intake.losesAnswers(1);
            try (var listener = listener(intake)) {
                TestKafka.send(many("lost", 200));
                awaitAllCommitted();
            }

            assertThat(intake.facts()).isEqualTo(200);
            assertThat(intake.deliveries()).hasSizeGreaterThan(200);
        }

        @Test
        void whereAListenerStopsBetweenStoringAndCommitting() {
            intake.losesAnswers(Integer.MAX_VALUE);
            try (var listener = listener(intake)) {
                TestKafka.send(many("stopped", 50));
                await().atMost(LONG).until(() -> intake.facts() == 50);
            }
            assertThat(TestKafka.lag()).isEqualTo(50);

            intake.losesAnswers(0);
            try (var listener = listener(intake)) {
                awaitAllCommitted();
            }
            assertThat(intake.facts()).isEqualTo(50);
        }

        @Test
        void whereListenersComeAndGo() {
            try (var first = listener(intake)) {
                TestKafka.send(many("rebalance-a", 500));
                try (var second = listener(intake)) {
                    TestKafka.send(many("rebalance-b", 500));
                    awaitAllCommitted();
                }
                TestKafka.send(many("rebalance-c", 500));
                awaitAllCommitted();
            }

            assertThat(intake.facts()).isEqualTo(1_500);
        }
    }

    @Test
    void theLedgerIsTheSameHoweverOftenTheTopicIsRead() throws Exception {
        String database = TestPostgres.newDatabase();
        TestKafka.rewind();
        TestKafka.send(many("program", 120));
        TestKafka.send(
                List.of(TestKafka.record("k", "no json", Map.of("content-type", "application/cloudevents+json"))));
        long head;
        try (var program = program(database)) {
            awaitAllCommitted();
            assertThat(facts(program, "accepted")).isGreaterThanOrEqualTo(120);
            assertThat(facts(program, "quarantined")).isGreaterThanOrEqualTo(1);
            String id = TestKafka.header(TestKafka.quarantined().stream()
                    .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals("k")).toList()
                    .getLast(), "ledger_quarantine_id");
            assertThat(ruling(program, id, "release")).contains("/problems/still-unreadable");
            assertThat(ruling(program, id, "discard")).contains("\"reason\":\"a test\"");
            assertThat(ruling(program, id, "discard")).contains("/problems/quarantine-ruled");
            head = program.getBean(LedgerStore.class).head();
        }

        TestKafka.rewind();
        try (var program = program(database)) {
            awaitAllCommitted();
            assertThat(program.getBean(LedgerStore.class).head()).isEqualTo(head);
            assertThat(facts(program, "accepted")).isZero();
            assertThat(facts(program, "duplicate")).isGreaterThanOrEqualTo(120);
        }
    }

    @Test
    void aProgramWithoutABrokerListensToNothing() {
        try (var program = new SpringApplicationBuilder(AttributionApplication.class).run("--server.port=0",
                "--ledger.publish.enabled=false",
                "--ledger.seal.sign=false",
                "--spring.datasource.url=" + TestPostgres.newDatabase(), "--logging.level.root=warn")) {
            assertThat(program.getBeansOfType(KafkaIntake.class)).isEmpty();
        }
    }

    private static String ruling(ConfigurableApplicationContext program, String id, String verb) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                    + program.getEnvironment().getProperty("local.server.port") + "/v1/quarantine/" + id + "/" + verb))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"by\":\"ann\",\"reason\":\"a test\"}")).build(),
                    BodyHandlers.ofString()).body();
        }
    }

    private static double facts(ConfigurableApplicationContext program, String outcome) {
        return program.getBean(MeterRegistry.class)
                .counter("attribution.intake.facts", "outcome", outcome, "via", "kafka")
                .count();
    }

    private static ConfigurableApplicationContext program(String database) {
        return new SpringApplicationBuilder(AttributionApplication.class).run("--server.port=0",
                "--ledger.publish.enabled=false",
                "--ledger.seal.sign=false",
                "--spring.datasource.url=" + database,
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--logging.level.root=warn");
    }

    private static ConfigurableApplicationContext listener(Intake intake) {
        return new SpringApplicationBuilder(Listener.class).web(WebApplicationType.NONE)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Intake.class, () -> intake))
                .run("--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(), "--logging.level.root=warn",
                        "--spring.kafka.consumer.properties.session.timeout.ms=6000");
    }

    private static void awaitAllCommitted() {
        await().atMost(LONG).until(() -> TestKafka.lag() == 0);
    }

    private static List<ProducerRecord<byte[], byte[]>> many(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> structured(prefix + "-" + i)).toList();
    }

    private static ProducerRecord<byte[], byte[]> structured(String id) {
        return TestKafka.record("acct-" + id, """
                {"specversion":"1.0","source":"crm","id":"%s","type":"attribution.account.identified.v1",
                "time":"2026-03-02T17:00:00Z","data":{"account_id":"acct-%s"}}""".formatted(id, id),
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
    }

    private static ProducerRecord<byte[], byte[]> binary(String id, Map<String, String> more) {
        var headers = new HashMap<>(Map.of("ce_specversion", "1.0", "ce_source", "crm", "ce_id", id, "ce_time",
                "2026-03-02T17:00:00Z", "ce_type", "attribution.account.identified.v1", "content-type",
                "application/json"));
        headers.putAll(more);
        return TestKafka.record(null, "{\"account_id\":\"acct-1\"}", headers);
    }

    @ImportAutoConfiguration(KafkaAutoConfiguration.class)
    @Import({KafkaIntakeConfiguration.class, CloudEventConfiguration.class, IntakeMetrics.class})
    static class Listener {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
