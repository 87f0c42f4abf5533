package io.dealledger.projections.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.StoredFact;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.waiting.WaitingView.Counts;
import io.dealledger.projections.waiting.WaitingView.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class WaitingViewTest {
    private final DataSource database = TestDatabase.with("waiting");
    private final TestLedger ledger = new TestLedger();

    @Test
    void listsQuarantinedDeliveriesByWhatWasRuledAtThatMoment() throws Exception {
        quarantine("q1");
        quarantine("q2");
        quarantine("q3");
        quarantine("q1");
        ledger.append("quarantine/q1", new FactReleased("q1", "ann", "typo", TestLedger.START));
        ledger.append("quarantine/q2", new FactDiscarded("q2", "bob", "spam", TestLedger.START));
        fold();

        assertThat(ids(3, Status.OPEN)).containsExactly("q1", "q2", "q3");
        assertThat(ids(5, Status.OPEN)).containsExactly("q3");
        assertThat(ids(5, Status.RELEASED)).containsExactly("q1");
        assertThat(ids(5, Status.DISCARDED)).containsExactly("q2");
        assertThat(ids(5, null)).containsExactly("q1", "q2", "q3");
        assertThat(ids(-1, null)).isEmpty();
        assertThat(entry(5)).hasValueSatisfying(entry -> {
            assertThat(entry.problems()).containsExactly("data.amount is 1; accepted: a \"decimal\" string", "second");
            assertThat(entry.raw()).isEqualTo("eyJ9");
            assertThat(entry.ruling()).isEqualTo(
                    new WaitingView.Ruling(Status.DISCARDED, "bob", "spam", TestLedger.START));
        });
        assertThat(entry(0)).isEmpty();
    }

    @Test
    void listsParkedFactsUntilTheyArePlaced() throws Exception {
        StoredFact fact = new StoredFact("crm", "f1", "opportunity.closed_lost", TestLedger.START, TestLedger.START,
                null, "00", "http", Map.of("opportunity_id", "O1"));
        ledger.append("parked/opportunity/O1", new FactParked(fact, "opportunity", "O1"));
        ledger.append("account/A1", new FactPlaced("A1", fact, 0));
        quarantine("q1");
        fold();

        assertThat(parked(0)).singleElement().satisfies(parked -> {
            assertThat(parked.waitsForId()).isEqualTo("O1");
            assertThat(parked.fact()).contains("\"id\":\"f1\"");
        });
        assertThat(parked(1)).isEmpty();
        assertThat(counts(0)).isEqualTo(new Counts(0, 1));
        assertThat(counts(2)).isEqualTo(new Counts(1, 0));
    }

    private void quarantine(String id) {
        ledger.append("quarantine/" + id, new FactQuarantined(id, "unreadable", null, null, null,
                List.of("data.amount is 1; accepted: a \"decimal\" string", "second"), "eyJ9", "00",
                "application/json", "http", TestLedger.START, null));
    }

    private List<String> ids(long position, @Nullable Status status) {
        return ask(sql -> WaitingView.quarantined(sql, asOf(position), status, WaitingView.Match.ANY, -1, 10)).stream()
                .map(WaitingView.Quarantined::quarantineId).toList();
    }

    private Optional<WaitingView.Quarantined> entry(long position) {
        return ask(sql -> WaitingView.quarantined(sql, asOf(position), "q2"));
    }

    private List<WaitingView.Parked> parked(long position) {
        return ask(sql -> WaitingView.parked(sql, asOf(position), -1, 10));
    }

    private Counts counts(long position) {
        return ask(sql -> WaitingView.counts(sql, asOf(position)));
    }

    private <T> T ask(Function<JdbcClient, T> question) {
        return new ViewReader(database).ask(WaitingView.VIEW, (sql, _) -> question.apply(sql));
    }

    private static AsOf asOf(long position) {
        return new AsOf(position, TestLedger.START);
    }

    private void fold() throws InterruptedException {
        Folding.all(Folding.processor(new WaitingProjection(), ledger, database, 2), ledger);
    }
}
