package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.LedgerEvent;
import io.dealledger.chance.Chance;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerEventStoreIT {
    private static final int SOON = 30;

    private final String url = TestPostgres.newDatabase();
    private final RunningLedger ledger = RunningLedger.on(url);

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void readsAnAggregateBackWithItsMetadata() {
        EventMessage<?> message = domain("account/ACME", 0, MARCH_30).andMetaData(Map.of("actor", "ada"));
        ledger.events.publish(message);

        DomainEventMessage<?> read = ledger.events.readEvents("account/ACME").next();

        assertThat(read.getIdentifier()).isEqualTo(message.getIdentifier());
        assertThat(read.getType()).isEqualTo("account");
        assertThat(read.getSequenceNumber()).isZero();
        assertThat(read.getPayload()).isEqualTo(message.getPayload());
        assertThat(read.getTimestamp()).isEqualTo(MARCH_30);
        assertThat(read.getMetaData()).isEqualTo(Map.of("actor", "ada", LedgerMetaData.RECORDED_AT, MARCH_30));
    }

    @Test
    void aStaleAggregateIsRefusedAsAxonNamesIt() {
        ledger.events.publish(domain("account/ACME", 0, MARCH_30), domain("account/ACME", 1, MARCH_30));

        assertThatThrownBy(() -> ledger.events.publish(domain("account/ACME", 0, MARCH_30)))
                .isInstanceOf(AggregateStreamCreationException.class).hasMessageContaining("account/ACME at 0");
        assertThatThrownBy(() -> ledger.events.publish(domain("account/ACME", 1, MARCH_30)))
                .isInstanceOf(ConcurrencyException.class).hasMessageContaining("account/ACME at 1");
        assertThatThrownBy(() -> ledger.events.publish(domain("account/ACME", 2, MARCH_30.minusSeconds(1))))
                .isInstanceOf(RecordedBehindException.class);
        assertThat(ledger.events.lastSequenceNumberFor("account/ACME")).contains(1L);
    }

    @Test
    void aggregatesOfARoundAreReadTogetherAsTheyStoodBeforeIt() {
        for (int i = 0; i < 120; i++) {
            ledger.events.publish(domain("account/LONG", i, MARCH_30));
        }
        ledger.events.publish(domain("account/SHORT", 0, MARCH_30), domain("account/SHORT", 1, MARCH_30));
        List<String> streams = List.of("account/LONG", "account/SHORT", "account/NEW");

        ledger.store.loadingTogether(streams, () -> {
            ledger.events.publish(domain("account/LONG", 120, MARCH_30));
            ledger.events.publish(domain("account/SHORT", 2, MARCH_30));
            ledger.events.publish(domain("account/NEW", 0, MARCH_30));

            assertThat(streams).extracting(this::length).containsExactly(121L, 2L, 0L); // a long one by itself
            assertThat(ledger.events.readEvents("account/SHORT").next().getSequenceNumber()).isZero();
            assertThatThrownBy(() -> ledger.events.publish(domain("account/SHORT", 2, MARCH_30)))
                    .isInstanceOf(ConcurrencyException.class);
        });

        assertThat(streams).extracting(this::length).containsExactly(121L, 3L, 1L);
    }

    @Test
    void longStreamsAreDecodedOnceAndReadTheSameWhoeverAppends() {
        long seed = Chance.seed();
        var random = new Random(seed);
        var lengths = new HashMap<String, Integer>();
        try (RunningLedger uncached = RunningLedger.on(url, 0); RunningLedger small = RunningLedger.on(url, 250)) {
            List<RunningLedger> nodes = List.of(ledger, uncached, small);
            for (int round = 0; round < Chance.rounds(60, 1_000); round++) {
                String stream = "account/" + random.nextInt(3);
                RunningLedger writer = nodes.get(random.nextInt(3));
                for (int i = random.nextInt(1, 16); i > 0; i--) {
                    writer.events.publish(domain(stream, lengths.merge(stream, 1, Integer::sum) - 1, MARCH_30));
                }
                var whole = messages(uncached, stream);
                assertThat(whole).as("seed %d", seed).hasSize(lengths.getOrDefault(stream, 0));
                assertThat(messages(ledger, stream)).as("seed %d", seed).isEqualTo(whole);
                assertThat(messages(small, stream)).as("seed %d", seed).isEqualTo(whole);
            }
            for (int i = 0; i < 100; i++) {
                ledger.events.publish(domain("account/LONG", i, MARCH_30));
            }
            assertThat(first(ledger)).isSameAs(first(ledger));
            assertThat(first(uncached)).isNotSameAs(first(uncached)).isEqualTo(first(ledger));
        }
    }

    private static Object first(RunningLedger node) {
        return node.events.readEvents("account/LONG").next().getPayload();
    }

    private static List<List<Object>> messages(RunningLedger node, String stream) {
        return node.events.readEvents(stream).asStream()
                .map(message -> List.<Object>of(((TrackedEventMessage<?>) message).trackingToken(),
                        message.getIdentifier(), message.getType(), message.getAggregateIdentifier(),
                        message.getSequenceNumber(), message.getTimestamp(), message.getMetaData(),
                        message.getPayload()))
                .toList();
    }

    private long length(String stream) {
        return ledger.events.readEvents(stream).asStream().count();
    }

    @Test
    void whatTheLedgerDoesNotStoreIsRefusedBeforeAnythingIs() {
        assertRefused("is not a LedgerEvent", new GenericEventMessage<>("text",
                Map.of(LedgerMetaData.RECORDED_AT, MARCH_30, LedgerMetaData.STREAM, "company/fx")));
        assertRefused("names no stream", withoutStream(MARCH_30));
        assertRefused("no instant 'recorded_at'", new GenericEventMessage<>(event(), Map.of()));
        assertRefused("whole microseconds", domain("account/ACME", 0, MARCH_30.plusNanos(1)));
        assertRefused("cannot have the identifier", new GenericDomainEventMessage<>("account", "partner/P", 0, event(),
                Map.of(LedgerMetaData.RECORDED_AT, MARCH_30)));
        assertRefused("from 0 to 2", domain("account/ACME", 0, MARCH_30), domain("account/ACME", 2, MARCH_30));
        assertRefused("recorded_at", domain("account/A", 0, MARCH_30), domain("account/B", 0, MARCH_30.plusSeconds(1)));
        assertThat(ledger.store.head()).isEqualTo(-1);
    }

    @Test
    void aUnitOfWorkAppendsOnce() {
        var unit = DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("cause"));
        ledger.events.publish(domain("account/ACME", 0, MARCH_30));
        unit.onPrepareCommit(_ -> ledger.engine.appendEvents(List.of(domain("account/ACME", 1, MARCH_30))));

        assertThatThrownBy(unit::commit).hasMessageContaining("has appended to the ledger already");
    }

    @Test
    void tokensStandForPositions() {
        assertThat(ledger.events.createHeadToken()).isNull();
        for (int i = 0; i < 5; i++) {
            ledger.events.publish(domain("account/ACME", i, MARCH_30.plusSeconds(i)));
        }

        assertThat(ledger.events.createTailToken()).isNull();
        assertThat(ledger.events.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(4));
        assertThat(ledger.events.createTokenAt(MARCH_30)).isNull();
        assertThat(ledger.events.createTokenAt(MARCH_30.plusSeconds(3)))
                .isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(ledger.events.createTokenAt(MARCH_30.plusSeconds(60)))
                .isEqualTo(new GlobalSequenceTrackingToken(4));
        assertThat(ledger.engine.readEvents(new GlobalSequenceTrackingToken(2), false))
                .extracting(message -> message.trackingToken())
                .isEqualTo(List.of(new GlobalSequenceTrackingToken(3), new GlobalSequenceTrackingToken(4)));
    }

    @Test
    void anOpenStreamGoesOnWithWhatAnyNodeAppends() throws Exception {
        try (var stream = ledger.events.openStream(null); var otherNode = RunningLedger.on(url)) {
            assertThat(stream.peek()).isEmpty();
            ledger.events.publish(domain("account/ACME", 0, MARCH_30));
            assertThat(stream.hasNextAvailable(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(sequence(stream.nextAvailable())).isZero();
            assertThat(stream.hasNextAvailable()).isFalse();

            otherNode.events.publish(domain("account/ACME", 1, MARCH_30));
            assertThat(sequence(stream.nextAvailable())).isOne();
        }
    }

    @Test
    void anOpenStreamCallsWhenThereIsMore() throws Exception {
        try (var stream = ledger.events.openStream(null)) {
            var calls = new LinkedBlockingQueue<String>();
            assertThat(stream.setOnAvailableCallback(() -> calls.add("called"))).isTrue();
            assertThat(calls.poll(SOON, TimeUnit.SECONDS)).isEqualTo("called"); // at once: there may be something
            ledger.events.publish(domain("account/ACME", 0, MARCH_30));
            assertThat(calls.poll(SOON, TimeUnit.SECONDS)).isEqualTo("called");
            assertThat(stream.hasNextAvailable()).isTrue();
        }
    }

    @Test
    void aListenerThatFailsOrEndsDoesNotDisturbTheOthers() throws Exception {
        var called = new CompletableFuture<Boolean>();
        try (var broken = ledger.store.onAdvance(() -> {
            throw new IllegalStateException("broken listener");
        }); var good = ledger.store.onAdvance(() -> called.complete(true))) {
            ledger.events.publish(domain("account/ACME", 0, MARCH_30));
            assertThat(called.get(SOON, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertRefused(String because, EventMessage<?>... messages) {
        assertThatThrownBy(() -> ledger.events.publish(messages)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    private static long sequence(TrackedEventMessage<?> message) {
        return ((DomainEventMessage<?>) message).getSequenceNumber();
    }

    private static EventMessage<?> withoutStream(Instant recordedAt) {
        return new GenericEventMessage<>(event(), Map.of(LedgerMetaData.RECORDED_AT, recordedAt));
    }

    private static EventMessage<?> domain(String aggregate, long sequence, Instant recordedAt) {
        return new GenericDomainEventMessage<>("account", aggregate, sequence, event(),
                Map.of(LedgerMetaData.RECORDED_AT, recordedAt));
    }

    private static LedgerEvent event() {
        return new FactDiscarded("Q-1", "ada", "never happened", MARCH_30);
    }
}
