package io.dealledger.projections.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.DisputeStanding.Status;
import io.dealledger.attribution.Tag;
import io.dealledger.attribution.TraceStep;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.dispute.DisputeView.Dispute;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DisputeViewTest {
    private static final Map<String, @Nullable Object> OPENED = Map.of("dispute_id", "X1", "opportunity_id", "O1",
            "claimant", "ann", "claim", Map.of("tag", "direct"));

    private final DataSource database = TestDatabase.with("dispute");
    private final TestLedger ledger = new TestLedger();

    @BeforeEach
    void tell() throws Exception {
        ledger.append("account/A1", new FactAccepted("A1", fact("f1", "dispute.opened", OPENED)));
        ledger.append("account/A1", decided(1, "in_dispute"));
        ledger.append("account/A1", new FactAccepted("A1", fact("f2", "dispute.evidence_added",
                Map.of("dispute_id", "X1", "evidence", List.of("crm/e1")))));
        ledger.append("account/A2", new FactFollowed("A2", fact("f1", "dispute.opened", OPENED), "A1", 0L, "crm/m1"));
        ledger.append("account/A2", decided(2, "denied"));
        ledger.append("account/A3", new FactAccepted("A3", fact("f3", "account.direct_touch",
                Map.of("account_id", "A3"))));
        Folding.all(Folding.processor(new DisputeProjection(), ledger, database, 2), ledger);
    }

    @Test
    void showsWhereADisputeStoodAtAPosition() {
        assertThat(page(1, Status.OPEN, -1)).singleElement().satisfies(open -> {
            assertThat(open.disputeId()).isEqualTo("X1");
            assertThat(open.opportunityId()).isEqualTo("O1");
            assertThat(open.openedPosition()).isZero();
            assertThat(open.amount()).isEqualByComparingTo("10.00");
            assertThat(open.inForce()).isFalse();
        });
        assertThat(page(4, Status.OPEN, -1)).isEmpty();
        assertThat(page(4, Status.DENIED, -1)).extracting(Dispute::disputeId).containsExactly("X1");
        assertThat(page(4, Status.DENIED, 0)).as("after the last one").isEmpty();
        assertThat(page(0, Status.OPEN, -1)).as("before it was decided upon").isEmpty();
    }

    @Test
    void keepsEachFactOfADisputeOnceThoughItFollowedAMerge() {
        assertThat(course(4)).extracting(DisputeView.Said::position).containsExactly(0L, 2L);
        assertThat(course(1)).extracting(DisputeView.Said::position).containsExactly(0L);
    }

    private static AttributionDecided decided(int revision, String code) {
        Decision plain = TestDecisions.won("O1", Tag.SOURCED, "10.00", "USD", "2026-03-02T17:00:00Z");
        return TestDecisions.decided(revision, new Decision(plain.deal(), plain.policy(), plain.refundRule(),
                plain.tag(), plain.sourcedBy(), plain.influencedBy(), plain.fulfilledBy(), plain.registrations(),
                plain.flags(), null, plain.originCredit(), plain.openClaims(),
                List.of(new TraceStep("0 dispute_decision", "X1", code, true, List.of("crm/f1"), "in words"))));
    }

    private static StoredFact fact(String id, String kind, Map<String, @Nullable Object> data) {
        return new StoredFact("crm", id, kind, TestLedger.START, TestLedger.START, null, "00", "http", data);
    }

    private List<Dispute> page(long position, Status status, long after) {
        return ask(sql -> DisputeView.page(sql, asOf(position), EnumSet.of(status), after, 10));
    }

    private List<DisputeView.Said> course(long position) {
        return ask(sql -> DisputeView.course(sql, asOf(position), List.of("X1", "X9")).getOrDefault("X1", List.of()));
    }

    private <T> List<T> ask(Function<JdbcClient, List<T>> question) {
        return new ViewReader(database).ask(DisputeView.VIEW, (sql, _) -> question.apply(sql));
    }

    private static AsOf asOf(long position) {
        return new AsOf(position, TestLedger.START);
    }
}
