package io.dealledger.projections.deal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DealViewTest {
    private final DataSource database = TestDatabase.with("deal");
    private final TestLedger ledger = new TestLedger();

    @Test
    void showsTheDecisionThatStoodAtAPosition() throws Exception {
        ledger.append("account/A-O1", TestDecisions.decided(1, TestDecisions.open("O1")));
        ledger.append("account/A-O2", TestDecisions.decided(1, TestDecisions.open("O2")));
        ledger.append("account/A-O1", TestDecisions.decided(2,
                TestDecisions.won("O1", Tag.SOURCED, "10.00", "USD", "2026-03-02T17:00:00Z")));
        Folding.all(Folding.processor(new DealProjection(), ledger, database, 2), ledger);

        assertThat(history("O1", -1)).isEmpty();
        assertThat(history("O1", 1)).singleElement().satisfies(first -> {
            assertThat(first.position()).isZero();
            assertThat(first.event()).contains("\"status\":\"open\"");
        });
        assertThat(history("O1", 2)).extracting(DealView.Decided::position).containsExactly(2L, 0L);
        assertThat(history("O1", 2).getFirst()).satisfies(latest -> {
            assertThat(latest.recordedAt()).isEqualTo(TestLedger.START.plusSeconds(2));
            assertThat(latest.event()).contains("\"tag\":\"sourced\"");
        });
        assertThat(history("O3", 2)).isEmpty();
        assertThat(inForce(-1, 1)).extracting(DealView.Decided::position).containsExactly(0L, 1L);
        assertThat(inForce(-1, 2)).extracting(DealView.Decided::position).containsExactly(2L, 1L);
        assertThat(inForce(1, 2)).extracting(DealView.Decided::position).containsExactly(2L);
    }

    private List<DealView.Decided> inForce(long after, long upTo) {
        return new ViewReader(database).ask(DealView.VIEW, (sql, _) -> {
            var decisions = new ArrayList<DealView.Decided>();
            DealView.forEachInForce(sql, after, upTo, decisions::add);
            return decisions;
        });
    }

    @Test
    void givesTheDecisionsInForceOnSomeOpportunities() throws Exception {
        ledger.append("account/A-O1", TestDecisions.decided(1, TestDecisions.open("O1")));
        ledger.append("account/A-O2", TestDecisions.decided(1, TestDecisions.open("O2")));
        ledger.append("account/A-O3", TestDecisions.decided(1, TestDecisions.open("O3")));
        ledger.append("account/A-O1", TestDecisions.decided(2,
                TestDecisions.won("O1", Tag.SOURCED, "10.00", "USD", "2026-03-02T17:00:00Z")));
        Folding.all(Folding.processor(new DealProjection(), ledger, database, 2), ledger);

        assertThat(ofOpportunities(2)).containsExactly(0L, 1L);
        assertThat(ofOpportunities(3)).containsExactly(3L, 1L);
    }

    private List<Long> ofOpportunities(long position) {
        return new ViewReader(database).ask(DealView.VIEW, (sql, _) -> DealView.ofOpportunities(sql,
                List.of("O1", "O2", "O9"), new AsOf(position, TestLedger.START))).stream()
                .map(DealView.Decided::position).toList();
    }

    private List<DealView.Decided> history(String opportunity, long position) {
        return new ViewReader(database).ask(DealView.VIEW,
                (sql, _) -> DealView.history(sql, opportunity, new AsOf(position, TestLedger.START)));
    }
}
