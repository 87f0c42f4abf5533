package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static io.dealledger.fact.Channel.DIRECT;
import static io.dealledger.fact.Channel.PARTNER;
import static io.dealledger.program.Company.EUR;
import static io.dealledger.program.Company.H1;
import static io.dealledger.program.Company.USD;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.CostRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.share.Gate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EconomicsTest {
    private static Company company() {
        return new Company().deal(sourced("P1", "acme").qualified("10.00", "2026-02-01"))
                .deal(tagged("I1", Tag.INFLUENCED).qualified("10.00", "2026-02-01"))
                .deal(tagged("D1", Tag.DIRECT).qualified("10.00", "2026-02-01"));
    }

    /** Partner 900 / 1; direct 2000 / 2, for the influenced opportunity was originated directly: 0.9. */
    @Test
    void countsAnInfluencedOpportunityAsOriginatedDirectly() {
        Economics economics = of(company().cost("2026-03-01", PARTNER, "mdf", "900.00").cost("2026-03-01", DIRECT,
                "tools", "2000.00"));
        assertThat(economics.ratio()).isEqualTo(Fraction.of(9, 10));
        assertThat(economics.gate()).isEqualTo(Gate.State.PASS);
    }

    @Test
    void doesNotPassAtEqualCost() {
        assertThat(of(company().cost("2026-03-01", PARTNER, "mdf", "1000.00").cost("2026-03-01", DIRECT, "tools",
                "2000.00")).gate()).isEqualTo(Gate.State.FAIL);
    }

    @Test
    void doesNotTakeWhatNobodyRecordedForFree() {
        Economics economics = of(company().cost("2026-03-01", DIRECT, "tools", "2000.00"));
        assertThat(economics.partner().cost()).isNull();
        assertThat(economics.gate()).isEqualTo(Gate.State.UNKNOWN);
    }

    /** A cost of the year 2026 has 181 of its 365 days in the first half; one of 2025 none. */
    @Test
    void countsTheDaysOfACostThatLieInTheSpan() {
        Company company = company()
                .at("2026-12-31", new CostRecorded(PARTNER, "prm", new BigDecimal("365.00"), null, "2026", null))
                .at("2025-12-31", new CostRecorded(PARTNER, "prm", new BigDecimal("99.00"), null, "2025", null))
                .at("2026-07-01", new CostRecorded(PARTNER, "prm", new BigDecimal("7.00"), null, "FY26", null));
        assertThat(of(company).partner().cost()).isEqualTo(Fraction.of(181, 1));
    }

    /** 100 EUR are 110 USD; an amount in yen has no rate, and then there is no sum. */
    @Test
    void addsUpInOneCurrencyOrNotAtAll() {
        Company company = company()
                .at("2026-03-01", new CostRecorded(PARTNER, "mdf", new BigDecimal("100.00"), EUR, null, null));
        assertThat(of(company).partner().cost()).isEqualTo(Fraction.of(110, 1));
        company.at("2026-03-01", new CostRecorded(PARTNER, "prm", new BigDecimal("100"), Currency.getInstance("JPY"),
                null, null));
        assertThat(of(company).partner().cost()).isNull();
        assertThat(of(company).partner().byCategory()).containsEntry("mdf", Fraction.of(110, 1)).containsEntry("prm",
                null);
    }

    /** M10: 500 for 2000 of sourced revenue is 0.25; of 2000 won 1000 went back, so 0.5. */
    @Test
    void setsCostAgainstTheRevenueThatStayed() {
        Company company = new Company().cost("2026-03-01", PARTNER, "mdf", "500.00")
                .deal(sourced("P1", "acme").won("2000.00", "2026-03-01"));
        assertThat(of(company).partner().costOfRevenue()).isEqualTo(Fraction.of(1, 4));
        company = new Company().cost("2026-03-01", PARTNER, "mdf", "500.00")
                .deal(sourced("P1", "acme").won("2000.00", "2026-03-01").refunded("1000.00", "2026-05-01"));
        assertThat(of(company).partner().costOfRevenue()).isEqualTo(Fraction.HALF);
    }

    /** M14: joint 300 + 100 of 300 + 100 + 600. */
    @Test
    void saysHowMuchOfCampaignCostIsJoint() {
        Company company = new Company().cost("2026-03-01", PARTNER, "mdf", "300.00")
                .cost("2026-03-01", DIRECT, "joint_campaigns", "100.00").cost("2026-03-01", DIRECT, "demand_gen",
                        "600.00")
                .cost("2026-03-01", DIRECT, "tools", "999.00");
        assertThat(CampaignCosts.of(of(company)).jointShare()).isEqualTo(Fraction.of(2, 5));
        assertThat(CampaignCosts.of(of(new Company())).jointShare()).isNull();
    }

    /**
     * M23: two managers (the count stated last), three partners of whom two produce, 3000 sourced: one producing partner
     * and 1500 a manager; 240 of 300 partner cost.
     */
    @Test
    void measuresTheLayerOfPartnerManagers() {
        Company company = new Company().deal(sourced("P1", "acme").won("1000.00", "2026-03-01"))
                .deal(sourced("P2", "bolt").won("2000.00", "2026-03-01"))
                .at("2026-01-31", managers("120.00", "3")).at("2026-02-28", managers("120.00", "2"))
                .cost("2026-03-01", PARTNER, "mdf", "60.00");
        PartnerManagers layer = PartnerManagers.of(company.evidence(), H1);
        assertThat(layer.producingPerManager()).isEqualTo(Fraction.ONE);
        assertThat(layer.sourcedPerManager()).isEqualTo(Fraction.of(1500, 1));
        assertThat(layer.shareOfPartnerCost()).isEqualTo(Fraction.of(4, 5));
        assertThat(PartnerManagers.of(new Company().evidence(), H1).producingPerManager()).isNull();
    }

    private static CostRecorded managers(String amount, String headcount) {
        return new CostRecorded(PARTNER, "partner_managers", new BigDecimal(amount), USD, null,
                new BigDecimal(headcount));
    }

    private static Economics of(Company company) {
        return Economics.of(company.evidence(), H1, Set.of());
    }
}
