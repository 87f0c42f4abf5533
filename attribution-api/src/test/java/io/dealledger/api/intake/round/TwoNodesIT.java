package io.dealledger.api.intake.round;

import static io.dealledger.api.intake.round.LiveLedger.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.account.FactAccepted;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.chance.Chance;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Two nodes that take facts on one PostgreSQL at once. */
@TestInstance(Lifecycle.PER_CLASS)
class TwoNodesIT {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final int POSTERS = 4;
    private static final int FACTS = 60;

    private final AtomicLong millis = new AtomicLong();
    private LiveLedger one;
    private LiveLedger other;

    @BeforeAll
    void start() {
        String database = TestPostgres.newDatabase();
        one = new LiveLedger(database);
        other = new LiveLedger(database);
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
    }

    private Receipt touch(LiveLedger node, String id, String account) {
        return node.at(START.plusMillis(millis.incrementAndGet()))
                .accept(statement(id, "account.direct_touch", "2026-03-02T09:00:00Z", Map.of("account_id", account)));
    }

    @Test
    void bothGoOnWhileEachStampsLaterThanTheOther() throws Exception {
        var receipts = new ArrayList<Future<List<Receipt>>>();
        try (var posters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int p = 0; p < POSTERS * 2; p++) {
                LiveLedger node = p % 2 == 0 ? one : other;
                String poster = "p" + p;
                receipts.add(posters.submit(() -> {
                    var mine = new ArrayList<Receipt>();
                    for (int n = 0; n < FACTS; n++) {
                        mine.add(touch(node, poster + "-" + n, "A" + n % 7));
                    }
                    return mine;
                }));
            }
        }
        for (Future<List<Receipt>> mine : receipts) {
            assertThat(mine.get()).hasSize(FACTS)
                    .allSatisfy(receipt -> assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ACCEPTED));
        }
        List<LedgerEntry> entries = one.entries();
        assertThat(entries).extracting(LedgerEntry::recordedAt).isSorted();
        assertThat(one.bean(LedgerStore.class).head()).isEqualTo(entries.size() - 1L);
    }

    @Test
    void nothingIsLostOrReorderedByClocksThatJump() throws Exception {
        long seed = Chance.seed();
        var receipts = new ArrayList<Future<List<Receipt>>>();
        try (var posters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int p = 0; p < POSTERS * 2; p++) {
                LiveLedger node = p % 2 == 0 ? one : other;
                String poster = "clock" + p;
                var random = new Random(seed + p);
                receipts.add(posters.submit(() -> {
                    var mine = new ArrayList<Receipt>();
                    for (int n = 0; n < Chance.rounds(30, 2_000); n++) {
                        Instant now = START.plusSeconds(random.nextInt(-3_600, 600));
                        Instant backDated = now.minus(Duration.ofDays(random.nextInt(2_000)));
                        mine.add(node.at(now).accept(statement(poster + "-" + n, "account.direct_touch",
                                backDated.toString(), Map.of("account_id", "A" + random.nextInt(7)))));
                    }
                    return mine;
                }));
            }
        }
        var positions = new TreeSet<Long>();
        for (Future<List<Receipt>> mine : receipts) {
            assertThat(mine.get()).as("seed %d", seed)
                    .allSatisfy(receipt -> assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ACCEPTED))
                    .extracting(Receipt::position).isSorted().doesNotContainNull().allSatisfy(positions::add);
        }
        List<LedgerEntry> entries = one.entries();
        assertThat(entries).as("seed %d", seed).extracting(LedgerEntry::recordedAt).isSorted();
        assertThat(entries).as("seed %d", seed).filteredOn(entry -> entry.event() instanceof FactAccepted accepted
                && accepted.fact().id().startsWith("clock")).extracting(LedgerEntry::position)
                .containsExactlyElementsOf(positions);
        for (FoldingProcessor view : one.beans(FoldingProcessor.class)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> Stream.of(one, other)
                    .flatMap(node -> node.beans(FoldingProcessor.class).stream())
                    .anyMatch(owned -> owned.getName().equals(view.getName())
                            && owned.status().position() == entries.size() - 1L));
        }
    }

    @Test
    void questionsAboutThisMomentDoNotHoldUpRounds() throws Exception {
        var over = new AtomicBoolean();
        try (var asker = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> asking = asker.submit(() -> {
                while (!over.get()) {
                    other.at(START.plusMillis(millis.incrementAndGet()));
                    other.bean(LedgerStore.class).settle(START.plusMillis(millis.get() - 1));
                }
            });
            try {
                for (int n = 0; n < FACTS; n++) {
                    assertThat(touch(one, "q-" + n, "A").outcome()).isEqualTo(Receipt.Outcome.ACCEPTED);
                }
            } finally {
                over.set(true);
            }
            asking.get();
        }
    }

    @Test
    void oneDecidesByThePolicyThatTheOtherTook() {
        other.at("2026-01-01T00:00:00Z").accept(statement("policy", "policy.published", "2026-01-01T00:00:00Z",
                Map.of("version", "v9", "effective_from", "2026-01-02T00:00:00Z", "approved_by", List.of("cro"),
                        "rules", Map.of("model", "last_touch"))));
        one.at("2026-01-11T00:00:00Z").accept(statement("created", "opportunity.created", "2026-01-10T10:00:00Z",
                Map.of("opportunity_id", "O1", "account_id", "A1", "deal_type", "new_logo")));
        assertThat(one.decisions().get("O1")).isNotNull()
                .satisfies(decision -> assertThat(decision.policy()).isEqualTo("v9"));
    }
}
