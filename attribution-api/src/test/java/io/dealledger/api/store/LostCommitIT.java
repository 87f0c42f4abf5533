package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.store.AppendOutcome.Appended;
import io.dealledger.api.store.AppendOutcome.DuplicateKey;
import io.dealledger.api.store.CuttingProxy.Cut;
import io.dealledger.chance.Chance;
import io.dealledger.projections.engine.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is lost while a batch is being committed. */
class LostCommitIT {
    private static final int DROPS = Chance.rounds(200, 10_000);

    private final String url = TestPostgres.newDatabase();
    private final CuttingProxy network = newProxy();
    private final RunningLedger ledger = RunningLedger
            .on(url.replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/"),
                    pool -> pool.setConnectionTimeout(1_000));

    @AfterEach
    void stop() throws Exception {
        ledger.close();
        network.close();
    }

    @ParameterizedTest
    @EnumSource(names = "EVERYTHING", mode = EnumSource.Mode.EXCLUDE)
    void theRequestIsInTheLedgerOnceAndItsOwnerLearnsWhere(Cut cut) throws Exception {
        assertThat(append("account/before")).isEqualTo(new Appended(0));

        network.cutNext(cut);

        assertThat(append("account/ACME")).isEqualTo(new Appended(1));
        if (cut == Cut.DELAY_THE_REQUEST) {
            network.deliverLate();
        }
        assertThat(append("account/after")).isEqualTo(new Appended(2));
        assertThat(ledger.store.read(-1, 10)).extracting(LedgerEntry::streamId).containsExactly("account/before",
                "account/ACME", "account/after");
    }

    @Test
    void noDropLosesOrRepeatsARequest() {
        long seed = Chance.seed();
        var random = new Random(seed);
        Cut[] cuts = {Cut.THE_ANSWER, Cut.THE_REQUEST};
        var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
        for (int i = 0; i < DROPS; i++) {
            network.cutNext(cuts[random.nextInt(cuts.length)]);
            int together = 1 + random.nextInt(5);
            for (int j = 0; j < together; j++) {
                waiting.add(ledger.pipeline.append(Appends.toEnd("account/" + waiting.size(), MARCH_30)));
            }
            waiting.getLast().join();
        }
        assertThat(waiting).as("seed %d", seed).allSatisfy(outcome -> {
            var position = ((Appended) outcome.get()).firstPosition();
            assertThat(ledger.store.read(position - 1, 1).getFirst().streamId())
                    .isEqualTo("account/" + waiting.indexOf(outcome));
        });
        assertThat(ledger.store.head()).as("seed %d", seed).isEqualTo(waiting.size() - 1);
    }

    @Test
    void whoLostAndWhoDidNotIsKnownAlsoWhenThatAnswerIsLost() throws Exception {
        assertThat(
                ledger.pipeline.append(Appends.withKey(Appends.toEnd("account/before", MARCH_30), "crm", "1")).join())
                .isEqualTo(new Appended(0));
        CompletableFuture<AppendOutcome> again;
        CompletableFuture<AppendOutcome> other;
        try (var head = new HeldHead(url)) {
            ledger.pipeline.append(Appends.toEnd("account/between", MARCH_30));
            head.awaitWaiting();
            network.cutAfter(1, Cut.THE_ANSWER); // the next fails as a whole, and is sent again to be taken apart
            again = ledger.pipeline.append(Appends.withKey(Appends.toEnd("account/before", MARCH_30), "crm", "1"));
            other = ledger.pipeline.append(Appends.toEnd("account/ACME", MARCH_30));
        }

        assertThat(again.join()).isEqualTo(new DuplicateKey());
        assertThat(other.join()).isEqualTo(new Appended(2));
        assertThat(ledger.store.read(-1, 10)).extracting(LedgerEntry::streamId).containsExactly("account/before",
                "account/between", "account/ACME");
    }

    @Test
    void theOutcomeIsCalledUnknownWhenTheLedgerStopsBeforeItIsKnown() throws Exception {
        append("account/before");
        network.cutNext(Cut.EVERYTHING);

        CompletableFuture<AppendOutcome> outcome = ledger.pipeline.append(Appends.toEnd("account/ACME", MARCH_30));
        network.awaitRefusal();
        ledger.pipeline.close();

        assertThatThrownBy(outcome::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerUnavailableException.class).hasMessageContaining("outcome is unknown");
    }

    private AppendOutcome append(String stream) {
        return ledger.pipeline.append(Appends.toEnd(stream, MARCH_30)).join();
    }

    private static CuttingProxy newProxy() {
        try {
            return new CuttingProxy(TestPostgres.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
