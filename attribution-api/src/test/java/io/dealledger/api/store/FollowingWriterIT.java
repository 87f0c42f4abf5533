package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.dealledger.api.store.AppendOutcome.Appended;
import io.dealledger.api.store.AppendOutcome.DuplicateKey;
import io.dealledger.api.store.AxonServerStandIn.Trouble;
import io.dealledger.chance.Chance;
import io.dealledger.fact.Anchor;
import io.dealledger.projections.engine.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ledger whose events are with an Axon Server, which the database follows. */
class FollowingWriterIT {
    private final AxonServerStandIn server = new AxonServerStandIn();
    private final AxonServerConnectionFactory clients = AxonServerConnectionFactory.forClient("test")
            .routingServers(new ServerAddress("127.0.0.1", server.port())).build();
    private final AxonServerConnection client = clients.connect("default");
    private final EventLog log = new AxonServerLog(client::eventChannel);
    private final String url = TestPostgres.newDatabase();

    @AfterEach
    void stop() {
        clients.shutdown();
        server.close();
    }

    @Test
    void whatIsAppendedIsWithTheServerAndWithWhoFollowsIt() {
        var anchor = new Anchor(Anchor.Type.values()[0], "7");
        try (var ledger = RunningLedger.on(url, log)) {
            var keyed = Appends.withKey(Appends.to("account/A", 0, 2, MARCH_30.plusNanos(1_000)), "crm", "1");
            assertThat(append(ledger, new AppendRequest(keyed.recordedAt(), keyed.events(), keyed.keys(),
                    Map.of(anchor, "A")))).isEqualTo(new Appended(0));
            assertThat(append(ledger, Appends.withKey(Appends.to("account/B", 0, 1, MARCH_30.plusSeconds(1)), "crm",
                    "1"))).isEqualTo(new DuplicateKey());
            assertThat(append(ledger, Appends.toEnd("company/fx", MARCH_30.plusSeconds(1)))).isEqualTo(new Appended(2));
            assertThat(server.events()).extracting(event -> event.getAggregateIdentifier() + " "
                    + event.getAggregateSequenceNumber()).containsExactly("account/A 0", "account/A 1", "company/fx 0");

            try (var copy = RunningLedger.on(TestPostgres.newDatabase(), log)) {
                assertThat(stored(copy)).isEqualTo(stored(ledger));
                assertThat(copy.store.accounts(List.of(anchor))).containsEntry(anchor, "A");
            }
        }
    }

    @Test
    void nothingIsLostOrTwiceWhateverHappensToATransaction() {
        long seed = Chance.seed();
        var random = new Random(seed);
        List<Trouble> troubles = List.of(Trouble.values());
        try (var ledger = RunningLedger.on(url, log)) {
            assertThat(append(ledger, Appends.toEnd("account/first", MARCH_30))).isEqualTo(new Appended(0));
            for (int i = 0; i < Chance.rounds(60, 5_000); i++) {
                server.troubleNext(troubles.get(random.nextInt(troubles.size())));
                String prefix = "account/" + i + "-";
                List<CompletableFuture<AppendOutcome>> waiting = IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(n -> ledger.pipeline.append(Appends.to(prefix + n, 0, 2, MARCH_30))).toList();
                for (int n = 0; n < waiting.size(); n++) {
                    String stream = prefix + n;
                    var outcome = (Appended) outcomeOrRepeated(ledger, waiting.get(n), stream);
                    assertThat(ledger.store.read(outcome.firstPosition() - 1, 2)).as("seed %d", seed)
                            .extracting(LedgerEntry::streamId).containsOnly(stream);
                }
            }
            assertThat(ledger.store.read(-1, 100_000)).as("seed %d", seed)
                    .extracting(entry -> entry.streamId() + " " + entry.sequence())
                    .containsExactlyElementsOf(server.events().stream().map(event -> event.getAggregateIdentifier()
                            + " " + event.getAggregateSequenceNumber()).toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void twoNodesOnOneDatabaseTakeTurns() {
        try (var one = RunningLedger.on(url, log); var other = RunningLedger.on(url, log)) {
            List<CompletableFuture<AppendOutcome>> appends = IntStream.range(0, 200)
                    .mapToObj(i -> (i % 2 == 0 ? one : other).pipeline
                            .append(Appends.to("account/" + i, 0, 1, MARCH_30)))
                    .toList();
            assertThat(appends).allSatisfy(append -> assertThat(append.join()).isInstanceOf(Appended.class));
            assertThat(one.store.read(-1, 1_000)).extracting(LedgerEntry::streamId).hasSize(200)
                    .containsExactlyElementsOf(server.events().stream().map(event -> event.getAggregateIdentifier())
                            .toList());
        }
    }

    @Test
    void aDatabaseOfAnotherLedgerIsRefused() {
        try (var ledger = RunningLedger.on(url)) {
            assertThat(append(ledger, Appends.to("account/A", 0, 1, MARCH_30))).isEqualTo(new Appended(0));
        }
        assertThatThrownBy(() -> RunningLedger.on(url, log)).isInstanceOf(LedgerStartException.class)
                .hasMessageContaining("1 events that is not the beginning of what the Axon Server holds");
    }

    /** Who is told that nothing was appended repeats. */
    private static AppendOutcome outcomeOrRepeated(RunningLedger ledger, CompletableFuture<AppendOutcome> asked,
            String stream) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(LedgerUnavailableException.class);
            return append(ledger, Appends.to(stream, 0, 2, MARCH_30));
        }
    }

    private static AppendOutcome append(RunningLedger ledger, AppendRequest request) {
        return ledger.pipeline.append(request).join();
    }

    /** Every byte that proofs are over. */
    private static List<String> stored(RunningLedger ledger) {
        return ledger.jdbc().query("SELECT to_jsonb(e)::text FROM ledger.ledger_event e ORDER BY position",
                (row, _) -> row.getString(1));
    }
}
