package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Decided;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.MotionStarted;
import io.dealledger.fact.Recorded;
import io.dealledger.fact.RecordedFact;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceSnapshotTest {
    private static final RecordedFact MARCH = new Recorded().at("2026-03-01", new MotionStarted("m1", "acme")).facts()
            .getFirst();
    /** Another content of the same (source, id). */
    private static final RecordedFact MAY = new Recorded().at("2026-05-01", new MotionStarted("m1", "bolt")).facts()
            .getFirst();
    private static final RecordedFact APRIL = new Recorded().at("2026-01-01", new MotionStarted("m0", null))
            .at("2026-04-01", new MotionStarted("m2", "core")).facts().getLast();

    private static final Decision OPEN = Decided.tagged("O1", Tag.DIRECT).created("2026-02-01").decision();
    private static final Decision SOURCED = Decided.sourced("O1", "acme").created("2026-02-01").decision();
    private static final Decision OTHER = Decided.tagged("O0", Tag.DIRECT).created("2026-02-01").decision();

    @Test
    void letsTheLaterOfTwoContentsStandInItsPlaceInTime() {
        EvidenceSnapshot march = EvidenceSnapshot.BEFORE_ALL.advancedTo(5, List.of(APRIL, MARCH), List.of());
        assertThat(march.facts()).containsExactly(MARCH, APRIL);
        assertThat(march.advancedTo(6, List.of(MAY), List.of()).facts()).containsExactly(APRIL, MAY);
        assertThat(EvidenceSnapshot.BEFORE_ALL.advancedTo(6, List.of(MARCH, MAY), List.of()).facts())
                .containsExactly(MAY);
        assertThat(march.facts()).containsExactly(MARCH, APRIL);
    }

    @Test
    void letsTheLaterDecisionStand() {
        EvidenceSnapshot first = EvidenceSnapshot.BEFORE_ALL.advancedTo(5, List.of(), List.of(OPEN, OTHER));
        assertThat(first.decisions()).containsExactly(OTHER, OPEN);
        EvidenceSnapshot second = first.advancedTo(9, List.of(), List.of(SOURCED));
        assertThat(second.decisions()).containsExactly(OTHER, SOURCED);
        assertThat(second.position()).isEqualTo(9);
        assertThat(first.decisions()).containsExactly(OTHER, OPEN);
    }
}
