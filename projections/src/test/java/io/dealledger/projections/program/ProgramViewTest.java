package io.dealledger.projections.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.StoredFact;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.program.ProgramView.Arrived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ProgramViewTest {
    private static final Map<String, Object> FULFILMENT = Map.of("opportunity_id", "O1", "partner_id", "acme", "role",
            "implementation");

    private final DataSource database = TestDatabase.with("program");
    private final TestLedger ledger = new TestLedger();

    @Test
    void keepsWhatTheRulesReadAndNothingElse() throws Exception {
        ledger.append("company/costs", new FactFiled("company/costs", fact("c1", "cost.recorded",
                Map.of("channel", "partner", "category", "mdf", "amount", "10.00", "currency", "USD"))));
        ledger.append("account/A1", new FactAccepted("A1", fact("t1", "account.direct_touch",
                Map.of("account_id", "A1"))));
        ledger.append("account/A1", new FactAccepted("A1", fact("k1", "cosell.activity",
                Map.of("partner_id", "acme", "activity", "demo", "account_id", "A1"))));
        fold();

        assertThat(arrived(-1, 2)).extracting(Arrived::position).containsExactly(0L, 2L);
        assertThat(arrived(0, 2)).extracting(Arrived::position).containsExactly(2L);
        assertThat(arrived(-1, 1)).singleElement()
                .satisfies(cost -> assertThat(cost.fact()).contains("\"category\":\"mdf\""));
    }

    @Test
    void knowsAParkedFactOnceFromTheMomentItWasParked() throws Exception {
        StoredFact parked = fact("f1", "fulfilment.assigned", FULFILMENT);
        ledger.append("parked/opportunity/O1", new FactParked(parked, "opportunity", "O1"));
        ledger.append("account/A1", new FactPlaced("A1", parked, 0));
        ledger.append("account/A2", new FactFollowed("A2", parked, "A1", 0L, "m1"));
        fold();

        assertThat(arrived(-1, 0)).extracting(Arrived::position).containsExactly(0L);
        assertThat(arrived(0, 2)).isEmpty();
    }

    /** A statement against one that the ledger held comes in as placed, once a person lets it. */
    @Test
    void handsOutBothOfTwoContentsTheLaterOneLast() throws Exception {
        ledger.append("account/A1", new FactAccepted("A1", fact("f1", "fulfilment.assigned", FULFILMENT)));
        ledger.append("account/A1", new FactPlaced("A1", fact("f1", "fulfilment.assigned",
                Map.of("opportunity_id", "O1", "partner_id", "bolt", "role", "implementation")), 0));
        fold();

        assertThat(arrived(-1, 0)).singleElement().satisfies(first -> assertThat(first.fact()).contains("acme"));
        assertThat(arrived(-1, 1)).hasSize(2).last().satisfies(last -> assertThat(last.fact()).contains("bolt"));
    }

    private void fold() throws InterruptedException {
        Folding.all(Folding.processor(new ProgramProjection(), ledger, database, 2), ledger);
    }

    private List<Arrived> arrived(long after, long upTo) {
        return new ViewReader(database).ask(ProgramView.VIEW, (sql, _) -> {
            var arrived = new ArrayList<Arrived>();
            ProgramView.forEachArrived(sql, after, upTo, arrived::add);
            return arrived;
        });
    }

    private static StoredFact fact(String id, String kind, Map<String, Object> data) {
        return new StoredFact("crm", id, kind, Instant.parse("2026-02-01T00:00:00Z"), TestLedger.START, null, "00",
                "http", Map.copyOf(data));
    }
}
