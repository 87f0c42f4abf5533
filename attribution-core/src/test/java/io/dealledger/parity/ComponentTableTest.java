package io.dealledger.parity;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.parity.Plans.book;
import static io.dealledger.parity.Plans.deal;
import static io.dealledger.parity.Plans.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.money.Fraction;
import io.dealledger.parity.ComponentTable.Component;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComponentTableTest {
    /**
     * Rate 9% and 10%; a partner deal of 65 net for 80 paid by the customer: basis 65/80; SPIF 10 on each partner deal,
     * at three deals of 280 together 30/280. An influenced deal's margin is on neither side. Window 180 against 90 days.
     */
    @Test
    void saysWhichComponentIsWorseForPartnerDeals() {
        PlanSimulation simulation = PlanSimulationTest.simulate(
                book(terms("0.10", "0.09", Map.of("spif", List.of(Map.of("channel", "partner", "amount", "10.00")),
                        "clawback_days",
                        Map.of("direct", BigDecimal.valueOf(90), "partner", BigDecimal.valueOf(180))))),
                deal("P", "ae-1", SOURCED, "65.00", "80.00", "2026-02-01", List.of(), List.of()),
                deal("D", DIRECT, "100.00", "2026-02-02"),
                deal("I", "ae-1", INFLUENCED, "50.00", "100.00", "2026-02-03", List.of(), List.of()));
        Map<String, Component> rows = ComponentTable.of("plan", simulation.deals()).components().stream()
                .collect(Collectors.toMap(Component::name, row -> row));
        assertThat(rows.get("rate")).isEqualTo(
                new Component("rate", "per_basis", Fraction.parse("0.09"), Fraction.parse("0.10"), true));
        assertThat(rows.get("commission_basis")).isEqualTo(new Component("commission_basis", "per_customer_price",
                Fraction.of(65, 80), Fraction.ONE, true));
        assertThat(rows.get("spif")).isEqualTo(
                new Component("spif", "per_customer_price", Fraction.of(30, 280), Fraction.ZERO, false));
        assertThat(rows.get("clawback_window")).extracting(row -> row == null ? null : row.disadvantages())
                .isEqualTo(true);
        assertThat(rows.get("days_to_pay")).isEqualTo(new Component("days_to_pay", "days", null, null, false));
        assertThat(rows.get("quota_credit")).extracting(row -> row == null ? null : row.disadvantages())
                .isEqualTo(false);
    }
}
