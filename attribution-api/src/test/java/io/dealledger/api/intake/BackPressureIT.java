package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.account.FactAccepted;
import io.dealledger.api.intake.round.IntakeService;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.query.LiveProgram.Answer;
import io.dealledger.api.store.HeldHead;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.projections.engine.LedgerEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More comes than the ledger takes: it says so at once and to everybody, and nothing is lost or counted twice. */
class BackPressureIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final int ROOM = 1_024;
    private static final int SENDERS = ROOM + 100;
    private static final int RECORDS = 50;

    private final String database = TestPostgres.newDatabase();
    private final CountDownLatch roomAgain = new CountDownLatch(1);

    @Test
    void whatFindsNoRoomIsAnswered503AndKafkaWaitsUntilThereIsSome() throws Exception {
        TestKafka.rewind();
        try (var program = LiveProgram.over(database, "--ledger.seal.sign=false",
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers());
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            await().atMost(LONG).until(() -> TestKafka.lag() == 0);
            try (var head = new HeldHead(database)) {
                senders.execute(() -> sendUntilTaken(program, "first"));
                head.awaitWaiting();
                IntStream.range(0, SENDERS).forEach(i -> senders.execute(() -> sendUntilTaken(program, "sent-" + i)));
                await().atMost(LONG).until(() -> program.bean(IntakeService.class).waiting() == ROOM);

                Answer refused = program.post("/v1/facts", STRUCTURED, fact("refused"));
                assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(refused.json()).containsEntry("type", "/problems/intake-unavailable");
                await().atMost(LONG).until(() -> refused(program) > SENDERS - ROOM);
                double before = refused(program);

                TestKafka.send(IntStream.range(0, RECORDS).mapToObj(i -> TestKafka.record(null, fact("record-" + i),
                        Map.of("content-type", STRUCTURED))).toList());
                await().atMost(LONG).until(() -> refused(program) > before);
                assertThat(TestKafka.lag()).isEqualTo(RECORDS);
            }
            roomAgain.countDown();
            // those who were told to come back are back as well, and may fill the room once more
            await().atMost(LONG).until(() -> program.post("/v1/facts", STRUCTURED, fact("refused")).status() == 200);
            await().atMost(LONG).until(() -> TestKafka.lag() == 0);
            senders.shutdown();
            await().atMost(LONG).until(senders::isTerminated);

            assertThat(program.bean(LedgerStore.class).read(-1, 10_000)).extracting(LedgerEntry::event)
                    .filteredOn(event -> event instanceof FactAccepted accepted
                            && accepted.fact().source().equals("pressed"))
                    .extracting(event -> ((FactAccepted) event).fact().id())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Stream.of("first", "refused"),
                            IntStream.range(0, SENDERS).mapToObj(i -> "sent-" + i),
                            IntStream.range(0, RECORDS).mapToObj(i -> "record-" + i)).flatMap(ids -> ids).toList());
        }
    }

    /** As a sender does that is told to come back. */
    private void sendUntilTaken(LiveProgram program, String id) {
        Delivery delivery = program.bean(CloudEventReader.class).structured(fact(id).getBytes(UTF_8), "test");
        boolean taken = false;
        while (!taken) {
            try {
                assertThat(program.bean(Intake.class).accept(List.of(delivery))).hasSize(1);
                taken = true;
            } catch (IntakeUnavailableException e) {
                assertThat(e.getMessage()).isNotBlank();
                awaitRoom();
            }
        }
    }

    private void awaitRoom() {
        try {
            roomAgain.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double refused(LiveProgram program) {
        return program.bean(MeterRegistry.class).find("attribution.intake.refused").counters().stream()
                .mapToDouble(Counter::count).sum();
    }

    private static String fact(String id) {
        return """
                {"specversion":"1.0","source":"pressed","id":"%s","type":"attribution.account.identified.v1",
                "time":"2026-03-02T17:00:00Z","data":{"account_id":"acct-%s"}}""".formatted(id, id);
    }
}
