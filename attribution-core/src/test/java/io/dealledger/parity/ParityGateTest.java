package io.dealledger.parity;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.parity.Plans.USD;
import static io.dealledger.parity.Plans.assigned;
import static io.dealledger.parity.Plans.deal;
import static io.dealledger.parity.Plans.published;
import static io.dealledger.parity.Plans.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.fact.Recorded;
import io.dealledger.share.Gate.State;
import io.dealledger.share.GateReading;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityGateTest {
    private static final PlanBook BOOK = PlanBook.of(
            new Recorded().at("2025-01-01", published("fair", terms("0.10", "0.10", Map.of())))
                    .at("2025-01-01", published("generous", terms("0.10", "0.20", Map.of())))
                    .at("2025-01-01", published("old", terms("0.10", "0.06", Map.of())))
                    .at("2025-01-02", assigned("ae-1", "fair", "2025-01-02", null))
                    .at("2025-01-02", assigned("ae-2", "old", "2025-01-02", null))
                    .at("2025-01-02", assigned("ae-3", "generous", "2025-01-02", null)).facts(),
            ZoneOffset.UTC);

    /** The company pays 20 + 6 against 20 if direct: more in all, and still one plan pays less. */
    @Test
    void failsForOnePlanThatTheCompanysMeanHides() {
        GateReading reading = read(of("ae-3", SOURCED), of("ae-2", SOURCED));
        assertThat(reading.state()).isEqualTo(State.FAIL);
        assertThat(reading.numbers()).containsEntry("index", "1.300000").containsEntry("partner_deals", "2");
        assertThat(reading.words()).containsExactly(
                "plan old: pay is 4.00 USD less than if its partner deals were direct, index 0.600000",
                "plan old: retained pay is 4.00 USD less than if its partner deals were direct, index 0.600000");
    }

    @Test
    void passesWherePartnerDealsPayTheSame() {
        assertThat(read(of("ae-1", SOURCED), of("ae-2", DIRECT)).state()).isEqualTo(State.PASS);
    }

    @Test
    void isUnknownWithoutAPartnerDeal() {
        GateReading reading = read(of("ae-1", DIRECT));
        assertThat(reading.state()).isEqualTo(State.UNKNOWN);
        assertThat(reading.words()).containsExactly("no partner deal was paid under a plan: parity has not been shown");
        assertThat(reading.numbers()).containsEntry("index", null);
    }

    @Test
    void isUnknownWhileAPartnerDealCannotBeJudged() {
        assertThat(read(of("ae-1", SOURCED), of("stranger", SOURCED)).words()).containsExactly(
                "1 partner deals that no readable plan governs: D-stranger (no plan is assigned to stranger for "
                        + "2026-02-01T12:00:00Z)");
        PlanSimulation simulation = PlanSimulation.of(List.of(of("ae-1", SOURCED)), BOOK, USD);
        List<WonDeal> ownerless = List.of(ownerless("D8", SOURCED), ownerless("D9", DIRECT));
        assertThat(ParityGate.read(simulation, new ParityDeals(List.of(), ownerless, List.of()), USD))
                .extracting(GateReading::state, GateReading::words)
                .containsExactly(State.UNKNOWN, List.of("1 partner deals that no seller owns: D8"));
    }

    private static WonDeal ownerless(String id, Tag tag) {
        return new WonDeal(id, null, Recorded.instant("2026-02-01"), tag, DealType.NEW_LOGO, BigDecimal.TEN, null, USD,
                null, null);
    }

    private static ParityDeal of(String ae, Tag tag) {
        ParityDeal plain = deal("D-" + ae, tag, "100.00", "2026-02-01");
        return deal(plain.opportunityId(), ae, tag, "100.00", "100.00", "2026-02-01", List.of(), List.of());
    }

    private static GateReading read(ParityDeal... deals) {
        return ParityGate.read(PlanSimulation.of(List.of(deals), BOOK, USD),
                new ParityDeals(List.of(deals), List.of(), List.of()), USD);
    }
}
