package io.dealledger.attribution;

import static io.dealledger.attribution.DisputeStanding.Status.DECIDED;
import static io.dealledger.attribution.DisputeStanding.Status.DENIED;
import static io.dealledger.attribution.DisputeStanding.Status.OPEN;
import static io.dealledger.attribution.DisputeStanding.Status.UNDER_APPEAL;
import static io.dealledger.attribution.DisputeStanding.Status.WITHOUT_FORCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The course of a dispute, step by step; the status is what the rule's trace says. */
class DisputeStandingTest {
    private final History history = new History().created("O1", "2026-01-01").won("O1", "2026-02-01")
            .tell("dispute.opened", "2026-02-02", "dispute_id", "X1", "opportunity_id", "O1", "claimant", "ann",
                    "claim", Map.of("tag", "sourced", "partner_id", "P1"));

    @Test
    void goesFromOpenOverADecisionWithoutForceToOneThatIsAppealedOnce() {
        assertStands(OPEN, false);
        decided("2026-02-03", "bob", "bob");
        assertStands(WITHOUT_FORCE, false);
        decided("2026-02-04", "bob", "cem");
        assertStands(DECIDED, true);
        appealed("2026-02-05");
        assertStands(UNDER_APPEAL, true);
        denied("2026-02-06", "bob", "dan"); // bob was involved before
        assertStands(DECIDED, true);
        denied("2026-02-07", "eve", "fay"); // dan is involved by now, too
        assertStands(DENIED, false);
        appealed("2026-02-08");
        assertStands(DENIED, false);
    }

    @Test
    void aDenialWithoutForceLeavesTheClaimUndecided() {
        denied("2026-02-03", "ann", "bob");
        assertStands(WITHOUT_FORCE, false);
    }

    @Test
    void anotherDisputesDecisionTakesTheForceOver() {
        decided("2026-02-04", "bob", "cem");
        history.tell("dispute.opened", "2026-02-05", "dispute_id", "X2", "opportunity_id", "O1", "claimant", "zoe",
                "claim", Map.of("tag", "direct")).tell("dispute.resolved", "2026-02-06", "dispute_id", "X2", "decision",
                        Map.of("tag", "direct"), "decided_by", "bob", "approved_by", "cem", "evidence",
                        List.of());
        assertThat(DisputeStanding.of(history.decide("O1"))).extracting(DisputeStanding::disputeId)
                .containsExactly("X1", "X2");
        assertStands(DECIDED, false);
    }

    private void decided(String at, String by, String approver) {
        history.tell("dispute.resolved", at, "dispute_id", "X1", "decision",
                Map.of("tag", "sourced", "partner_id", "P1"), "decided_by", by, "approved_by", approver, "evidence",
                List.of());
    }

    private void denied(String at, String by, String approver) {
        history.tell("dispute.resolved", at, "dispute_id", "X1", "outcome", "denied", "decided_by", by, "approved_by",
                approver, "evidence", List.of());
    }

    private void appealed(String at) {
        history.tell("dispute.appealed", at, "dispute_id", "X1", "appellant", "P9");
    }

    private void assertStands(DisputeStanding.Status status, boolean inForce) {
        DisputeStanding first = DisputeStanding.of(history.decide("O1")).getFirst();
        assertThat(first.status()).isEqualTo(status);
        assertThat(first.inForce()).isEqualTo(inForce);
    }
}
