package io.dealledger.api.intake.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.GeneratedHistory;
import io.dealledger.chance.Chance;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.Statement;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.replay.InMemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Parking, placing, merges and moves on the real program end where deciding from all facts at once ends. */
class LiveEqualsReplayIT {
    private static final int HISTORIES = Chance.rounds(25, 20_000);

    @Test
    void overGeneratedHistories() {
        long seed = Chance.seed();
        var facts = new ArrayList<RecordedFact>();
        for (int i = 0; i < HISTORIES; i++) {
            facts.addAll(new GeneratedHistory(seed + i, "H" + i + "-").facts());
        }
        facts.sort(RecordedFact.BY_RECORDING);
        var replay = new InMemoryLedger(Map.of());
        try (var ledger = new LiveLedger()) {
            for (int from = 0, to; from < facts.size(); from = to) {
                to = endOfInstant(facts, from);
                List<Statement> together = facts.subList(from, to).stream().map(RecordedFact::statement).toList();
                ledger.at(facts.get(from).recordedAt()).accept(together);
            }
            for (RecordedFact fact : facts) {
                replay.deliver(fact.statement(), fact.recordedAt(), facts.indexOf(fact));
            }
            var expected = new TreeMap<String, Decision>();
            replay.decisions(null, null)
                    .forEach(decision -> expected.put(decision.deal().opportunityId(), decision));
            Map<String, Decision> live = ledger.decisions();
            assertThat(live.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
            expected.forEach((opportunity, decision) -> assertThat(live.get(opportunity))
                    .as("seed %d, opportunity %s", seed, opportunity).isEqualTo(decision));
            foldedAgainIsTheSame(ledger, seed);
        }
    }

    /** Every read model as it was kept, fact by fact, and folded from the first event at once. */
    private static void foldedAgainIsTheSame(LiveLedger ledger, long seed) {
        for (FoldingProcessor view : ledger.beans(FoldingProcessor.class)) {
            await(view, ledger);
            String kept = view.digest();
            view.shutDown();
            view.resetTokens();
            view.start();
            await(view, ledger);
            assertThat(view.digest()).as("seed %d, view %s", seed, view.getName()).isEqualTo(kept);
        }
    }

    private static void await(FoldingProcessor view, LiveLedger ledger) {
        try {
            assertThat(view.await(ledger.entries().getLast().position(), Duration.ofMinutes(2))).as(view.getName())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int endOfInstant(List<RecordedFact> facts, int from) {
        int to = from + 1;
        while (to < facts.size() && facts.get(to).recordedAt().equals(facts.get(from).recordedAt())) {
            to++;
        }
        return to;
    }
}
