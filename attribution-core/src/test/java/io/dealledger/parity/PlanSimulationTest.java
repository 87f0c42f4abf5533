package io.dealledger.parity;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.parity.Plans.USD;
import static io.dealledger.parity.Plans.assigned;
import static io.dealledger.parity.Plans.book;
import static io.dealledger.parity.Plans.deal;
import static io.dealledger.parity.Plans.published;
import static io.dealledger.parity.Plans.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Recorded;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanSimulationTest {
    private static final Map<String, @Nullable Object> ACCELERATED = Map.of("quota", "1000.00", "tiers",
            List.of(PlanTermsTest.tier("0", "1"), PlanTermsTest.tier("1", "1.5"), PlanTermsTest.tier("1.5", "2")));

    @Nested
    class AnAccelerator {
        /** 2000 against a quota of 1000: 1000 at 10%, 500 at 15%, 500 at 20% = 100 + 75 + 100. */
        @Test
        void paysOneDealInEveryTierItReaches() {
            assertThat(actual(terms("0.10", "0.10", ACCELERATED), deal("D1", DIRECT, "2000.00", "2026-02-01")))
                    .containsEntry("D1", "275.00");
        }

        /** The first deal reaches the quota exactly; a deal that retires nothing then pays in the tier it stands in. */
        @Test
        void startsAtItsThresholdAlsoForADealWithoutCredit() {
            Map<String, @Nullable Object> terms = PlanTermsTest.with(terms("0.10", "0.10", ACCELERATED),
                    Map.of("quota_credit", Map.of("direct", "1", "partner", "0")));
            assertThat(actual(terms, deal("D1", DIRECT, "1000.00", "2026-02-01"),
                    deal("D2", SOURCED, "100.00", "2026-02-02"))).containsEntry("D1", "100.00").containsEntry("D2",
                            "15.00");
        }

        /** Half of the deal is credited: 600 x 1/2 retires 300, so the next 1000 pay 700 at 10% and 300 at 15%. */
        @Test
        void countsTheSellersPartOfASplitDealOnly() {
            Map<String, @Nullable Object> terms = PlanTermsTest.with(terms("0.10", "0.10", ACCELERATED),
                    Map.of("ae_split", Map.of("direct", "1", "partner", "0.5")));
            assertThat(actual(terms, deal("D1", SOURCED, "600.00", "2026-02-01"),
                    deal("D2", DIRECT, "1000.00", "2026-02-02"))).containsEntry("D1", "30.00").containsEntry("D2",
                            "115.00");
        }
    }

    @Nested
    class Relabelling {
        /** A reseller's margin on a direct deal stays: it is the same deal in both runs. */
        @Test
        void leavesADirectDealAsItIs() {
            ParityDeal resold = deal("D1", "ae-1", DIRECT, "650.00", "800.00", "2026-02-01", List.of(), List.of());
            SimulatedDeal simulated = simulate(book(terms("0.10", "0.10", Map.of())), resold).deals().getFirst();
            assertThat(simulated.actual()).isEqualByComparingTo("65.00");
            assertThat(simulated.ifDirect()).isEqualByComparingTo("65.00");
        }

        @Test
        void treatsAnInfluencedDealAsDirect() {
            PlanSimulation simulation = simulate(book(terms("0.10", "0.02", Map.of())),
                    deal("D1", INFLUENCED, "100.00", "2026-02-01"));
            assertThat(simulation.deals().getFirst().actual()).isEqualByComparingTo("10.00");
            assertThat(PlanParity.of(simulation.deals(), USD).verdict()).isEqualTo(ParityVerdict.NO_PARTNER_DEALS);
        }
    }

    @Nested
    class APlanPeriod {
        /** Each period starts from nothing: 1500 in each half of the year pay 100 + 75 both times. */
        @Test
        void startsFromNothing() {
            PlanBook book = PlanBook.of(new Recorded().at("2025-12-01", published("p", terms("0.10", "0.10",
                    ACCELERATED))).at("2025-12-02", assigned("ae-1", "p", "2025-12-02", "2026-H1"))
                    .at("2025-12-02", assigned("ae-1", "p", "2025-12-02", "2026-H2")).facts(), ZoneOffset.UTC);
            assertThat(shown(simulate(book, deal("D1", DIRECT, "1500.00", "2026-06-30"),
                    deal("D2", DIRECT, "1500.00", "2026-07-01")))).containsEntry("D1", "175.00").containsEntry("D2",
                            "175.00");
        }

        @Test
        void hasDealsThatNoPlanGoverns() {
            PlanBook book = PlanBook.of(new Recorded().at("2025-12-01", published("p", terms("0.10", "0.10", Map.of())))
                    .at("2025-12-02", assigned("ae-1", "p", "2025-12-02", "2026-Q1"))
                    .at("2025-12-02", assigned("ae-2", "never", "2025-12-02", null)).facts(), ZoneOffset.UTC);
            assertThat(simulate(book, deal("D1", SOURCED, "100.00", "2026-04-01"),
                    deal("D2", "ae-2", SOURCED, "1.00", "1.00", "2026-04-01", List.of(), List.of())).unplanned())
                    .extracting(PlanSimulation.Unplanned::reason)
                    .containsExactly("no plan is assigned to ae-1 for 2026-04-01T12:00:00Z",
                            "plan never of ae-2 was never published");
        }

        /** From April on the plan pays 5%: the version in force at the close counts; the first one also before it. */
        @Test
        void takesTheTermsInForceAtTheClose() {
            PlanBook book = PlanBook.of(
                    new Recorded().at("2026-01-15", published("p", terms("0.10", "0.10", Map.of())))
                            .at("2026-04-01", published("p", terms("0.05", "0.05", Map.of())))
                            .at("2026-01-20", assigned("ae-1", "p", "2026-01-20", null)).shuffled(7),
                    ZoneOffset.UTC);
            assertThat(shown(simulate(book, deal("D1", DIRECT, "100.00", "2026-01-02"),
                    deal("D2", DIRECT, "100.00", "2026-03-31"), deal("D3", DIRECT, "100.00", "2026-04-02"))))
                    .containsExactly(Map.entry("D1", "10.00"), Map.entry("D2", "10.00"), Map.entry("D3", "5.00"));
        }

        @Test
        void namesThePlanThatCannotBeRead() {
            assertThat(simulate(book(terms("0.10", "0.10", Map.of("quotas", "1"))),
                    deal("D1", SOURCED, "1.00", "2026-01-02")).unplanned()).extracting(
                            PlanSimulation.Unplanned::reason)
                    .singleElement().asString().startsWith("plan plan is unreadable: terms.quotas is \"1\"");
        }
    }

    /** Any order of the deals gives the same pay, and equal terms for both channels always give index 1. */
    @Property(tries = 100)
    void equalTermsAreParityInAnyOrder(@ForAll Random random) {
        Map<String, @Nullable Object> terms = terms("0.10", "0.10", ACCELERATED);
        var deals = new ArrayList<ParityDeal>();
        for (int i = 0; i < 12; i++) {
            deals.add(deal("D" + i, random.nextBoolean() ? SOURCED : DIRECT, random.nextInt(1, 90_000) + ".37",
                    "2026-0" + random.nextInt(1, 9) + "-11"));
        }
        PlanSimulation simulation = simulate(book(terms), deals.toArray(ParityDeal[]::new));
        Collections.shuffle(deals, random);
        assertThat(simulate(book(terms), deals.toArray(ParityDeal[]::new))).isEqualTo(simulation);
        PlanParity parity = PlanParity.of(simulation.deals(), USD);
        assertThat(parity.gap()).isZero();
        assertThat(parity.verdict()).isIn(ParityVerdict.PASS, ParityVerdict.NO_PARTNER_DEALS);
    }

    static PlanSimulation simulate(PlanBook book, ParityDeal... deals) {
        return PlanSimulation.of(List.of(deals), book, USD);
    }

    private static Map<String, String> actual(Map<String, @Nullable Object> terms, ParityDeal... deals) {
        return shown(simulate(book(terms), deals));
    }

    private static Map<String, String> shown(PlanSimulation simulation) {
        var shown = new TreeMap<String, String>();
        simulation.deals().forEach(each -> shown.put(each.deal().opportunityId(), each.actual().toPlainString()));
        return shown;
    }
}
