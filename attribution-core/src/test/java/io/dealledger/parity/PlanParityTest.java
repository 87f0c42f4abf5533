package io.dealledger.parity;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.parity.PlanSimulationTest.simulate;
import static io.dealledger.parity.Plans.USD;
import static io.dealledger.parity.Plans.book;
import static io.dealledger.parity.Plans.deal;
import static io.dealledger.parity.Plans.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanParityTest {
    /** 0.0999 of 10.00 is 0.999, paid 1.00 like the tenth; 0.0989 of it is 0.99: one cent; 0.0979 is two. */
    @Test
    void forgivesOneCentPerPartnerDealAndNoMore() {
        assertThat(verdict("0.0999", deal("D1", SOURCED, "10.00", "2026-02-01"))).isEqualTo(ParityVerdict.PASS);
        assertThat(verdict("0.0989", deal("D1", SOURCED, "10.00", "2026-02-01"))).isEqualTo(ParityVerdict.PASS);
        assertThat(verdict("0.0979", deal("D1", SOURCED, "10.00", "2026-02-01"))).isEqualTo(ParityVerdict.FAIL);
        assertThat(verdict("0.0979", deal("D1", SOURCED, "10.00", "2026-02-01"),
                deal("D2", DIRECT, "10.00", "2026-02-02"))).isEqualTo(ParityVerdict.FAIL);
    }

    @Test
    void forgivesOneYenPerDealWhereThatIsTheMinorUnit() {
        PlanSimulation simulation = PlanSimulation.of(List.of(deal("D1", SOURCED, "100", "2026-02-01")),
                book(terms("0.10", "0.09", Map.of())), Currency.getInstance("JPY"));
        assertThat(PlanParity.of(simulation.deals(), Currency.getInstance("JPY")).verdict())
                .isEqualTo(ParityVerdict.PASS);
        assertThat(PlanParity.of(simulation.deals(), USD).verdict()).isEqualTo(ParityVerdict.FAIL);
    }

    @Test
    void hasNoIndexWhereDirectDealsWouldPayNothing() {
        PlanParity parity = PlanParity.of(simulate(book(terms("0", "0.10", Map.of())),
                deal("D1", SOURCED, "100.00", "2026-02-01")).deals(), USD);
        assertThat(parity.index()).isNull();
        assertThat(parity.verdict()).isEqualTo(ParityVerdict.PASS_PARTNER_FAVOURED);
    }

    /**
     * 100 earned on each of two partner deals; one is clawed back whole on day 120. The window is 180 days for partner
     * deals and 90 for direct ones, so a direct deal would have kept it: 100 left against 200, index 1 - 100/200.
     */
    @Test
    void judgesWhatIsKeptByTheWindowForDirectDeals() {
        PlanBook book = book(terms("0.10", "0.10", Map.of("clawback_days",
                Map.of("direct", BigDecimal.valueOf(90), "partner", BigDecimal.valueOf(180)))));
        var pay = List.of(new Pay(Recorded.instant("2026-02-10"), new BigDecimal("100.00")));
        var back = List.of(new Pay(Recorded.instant("2026-06-10"), new BigDecimal("100.00")));
        PlanSimulation simulation = simulate(book,
                deal("D1", "ae-1", SOURCED, "1000.00", "1000.00", "2026-02-10", pay, back),
                deal("D2", "ae-1", SOURCED, "1000.00", "1000.00", "2026-02-10", pay, List.of()));
        assertThat(PlanParity.of(simulation.deals(), USD).index()).isEqualTo(Fraction.ONE);
        assertThat(PlanParity.of(simulation.retained(USD).deals(), USD).index()).isEqualTo(Fraction.HALF);
    }

    /** The same clawback within both windows is no difference between the channels. */
    @Test
    void doesNotBlameThePlanForACustomerWhoLeavesInBothWindows() {
        PlanBook book = book(terms("0.10", "0.10", Map.of("clawback_days",
                Map.of("direct", BigDecimal.valueOf(180), "partner", BigDecimal.valueOf(180)))));
        var pay = List.of(new Pay(Recorded.instant("2026-02-10"), new BigDecimal("100.00")));
        var back = List.of(new Pay(Recorded.instant("2026-06-10"), new BigDecimal("40.00")));
        PlanSimulation retained = simulate(book,
                deal("D1", "ae-1", SOURCED, "1000.00", "1000.00", "2026-02-10", pay, back)).retained(USD);
        assertThat(retained.deals().getFirst().actual()).isEqualByComparingTo("60.00");
        assertThat(PlanParity.of(retained.deals(), USD).verdict()).isEqualTo(ParityVerdict.PASS);
    }

    private static ParityVerdict verdict(String partnerRate, ParityDeal... deals) {
        return PlanParity.of(simulate(book(terms("0.10", partnerRate, Map.of())), deals).deals(), USD).verdict();
    }
}
