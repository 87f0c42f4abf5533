package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static io.dealledger.fact.OutcomeKind.CHURNED;
import static io.dealledger.fact.OutcomeKind.CONTRACTED;
import static io.dealledger.fact.OutcomeKind.EXPANDED;
import static io.dealledger.fact.OutcomeKind.RENEWED;
import static io.dealledger.fact.OutcomeKind.SATISFACTION;
import static io.dealledger.fact.OutcomeKind.WENT_LIVE;
import static io.dealledger.program.Company.H1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.Capability;
import io.dealledger.fact.Channel;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.FulfilmentRole;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.fact.PartnerCapacityDeclared;
import io.dealledger.fact.PartnerCertified;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.statistics.CommonsStudentT;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.Welch;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of customers, who brings them live, and the ecosystem scorecard. */
class CustomersTest {
    @Nested
    class Stickiness {
        /**
         * M21, cohort 2025-Q1. Partner-held: A1 of 100 renewed at 90 and grew by 30, A2 of 100 left. Direct: B1 of 100
         * renewed at 80, B2 of 300 renewed at 300; B3 came to no decision yet. Logos 1/2 against 2/2; gross (90 + 0)/200
         * against 380/400; net 120/200 against 380/400.
         */
        @Test
        void isKeptCustomersAndRevenueWithinACohort() {
            CustomerOutcomes outcomes = outcomes(new Company().outcome("2025-01-10", "A1", CONTRACTED, "100.00", "acme")
                    .outcome("2026-01-10", "A1", RENEWED, "90.00", "acme")
                    .outcome("2026-02-10", "A1", EXPANDED, "30.00",
                            "acme")
                    .outcome("2025-02-10", "A2", CONTRACTED, "100.00", "acme")
                    .outcome("2026-02-10", "A2", CHURNED, null,
                            null)
                    .outcome("2025-01-10", "B1", CONTRACTED, "100.00", null).outcome("2026-01-10", "B1", RENEWED,
                            "80.00", null)
                    .outcome("2025-03-31", "B2", CONTRACTED, "300.00", null).outcome("2026-03-31", "B2", RENEWED,
                            "300.00", null)
                    .outcome("2025-03-31", "B3", CONTRACTED, "300.00", null));
            assertThat(outcomes.logoRetention().crudePartner()).isEqualTo(Fraction.HALF);
            assertThat(outcomes.logoRetention().crudeDirect()).isEqualTo(Fraction.ONE);
            assertThat(outcomes.grossRetention().crudePartner()).isEqualTo(Fraction.of(90, 200));
            assertThat(outcomes.netRetention().crudePartner()).isEqualTo(Fraction.of(120, 200));
            assertThat(outcomes.netRetention().standardised()).isEqualTo(Fraction.of(12, 19));
            assertThat(outcomes.logoInterval(Channel.PARTNER)).satisfies(wilson -> assertThat(wilson.trials())
                    .isEqualTo(2));
            Welch net = outcomes.netInterval(new CommonsStudentT());
            assertThat(net.meanA()).isEqualTo(Fraction.of(6, 10));
            assertThat(net.meanB()).isEqualTo(Fraction.of(9, 10));
            assertThat(net.verdict(Fraction.ZERO, Welch.MINIMUM)).isEqualTo(Welch.Verdict.INCONCLUSIVE_SMALL_SAMPLE);
        }

        /**
         * Pooled, partner-held customers look stickier (3/4 against 2/4) only because they are of the good cohort: within
         * 2025-Q1 it is 3/4 against 1/1, and in 2025-Q2 no partner holds any.
         */
        @Test
        void isNotWhatTheMixOfCohortsMakesOfIt() {
            Company company = new Company();
            for (String account : new String[]{"P1", "P2", "P3", "P4", "D1"}) {
                company.outcome("2025-01-10", account, CONTRACTED, "1.00", account.startsWith("P") ? "acme" : null);
            }
            for (String account : new String[]{"D2", "D3", "D4"}) {
                company.outcome("2025-04-10", account, CONTRACTED, "1.00", null);
            }
            for (String account : new String[]{"P1", "P2", "P3", "D1", "D2"}) {
                company.outcome("2026-04-10", account, RENEWED, "1.00", null);
            }
            for (String account : new String[]{"P4", "D3", "D4"}) {
                company.outcome("2026-04-10", account, CHURNED, null, null);
            }
            StratifiedRates logos = outcomes(company).logoRetention();
            assertThat(logos.crudeRatio()).isEqualTo(Fraction.of(3, 2));
            assertThat(logos.standardised()).isEqualTo(Fraction.of(3, 4));
            assertThat(logos.isSimpsonReversal()).isTrue();
        }
    }

    @Nested
    class Delivery {
        private final Company company = new Company()
                .deal(sourced("D1", "acme").account("A1").won("1.00", "2026-01-10"))
                .deal(tagged("D2", Tag.DIRECT).account("A2").won("1.00", "2026-01-10"))
                .deal(tagged("D3", Tag.DIRECT).account("A3").won("1.00", "2026-01-10"))
                .at("2026-01-11", implementation("D1")).at("2026-01-11", implementation("D2"))
                .at("2026-01-11", implementation("D3"))
                .at("2026-01-11", new FulfilmentAssigned("D1", "shop", FulfilmentRole.MARKETPLACE))
                .outcome("2026-02-10", "A1", WENT_LIVE, null, "acme").outcome("2026-02-10", "A2", WENT_LIVE, null, null)
                .outcome("2026-02-10", "A4", WENT_LIVE, null, null);

        /** M20: four implementations; partners lead A1, A2, A3; the vendor brought A2 live, A3 is under way: 1 of 2. */
        @Test
        void isLedByPartnersUnlessTheVendorStepsIn() {
            PartnerDelivery delivery = PartnerDelivery.of(company.evidence(), H1.until());
            assertThat(delivery).isEqualTo(
                    new PartnerDelivery(4, 3, 1, new TreeMap<>(Map.of("acme", new TreeSet<>(Set.of("A3"))))));
            assertThat(delivery.partnerLedShare()).isEqualTo(Fraction.of(3, 4));
            assertThat(delivery.backfillRate()).isEqualTo(Fraction.HALF);
        }

        /**
         * M17: acme may onboard and declared 4, later 5; bolt may not, so its 100 do not count. One of five is taken.
         * Sourced 1.00; a deal that two partners influenced counts once. A1 took 30 days; scores 8 and 9.
         */
        @Test
        void fillsTheEcosystemScorecard() {
            company.at("2026-01-01", new PartnerCertified("acme", Capability.ONBOARD, null))
                    .at("2026-01-01", capacity("acme", "4", "implementations"))
                    .at("2026-03-01", capacity("acme", "5", "implementations"))
                    .at("2026-03-01", capacity("bolt", "100", "days"))
                    .deal(tagged("D9", Tag.INFLUENCED).won("7.00", "2026-03-01"))
                    .outcome("2026-01-11", "A1", CONTRACTED, "1.00", "acme")
                    .at("2026-05-01", new OutcomeRecorded("A1", SATISFACTION, null, "acme", new BigDecimal("8")))
                    .at("2026-06-01", new OutcomeRecorded("A1", SATISFACTION, null, "acme", new BigDecimal("9")));
            EcosystemScorecard scorecard = EcosystemScorecard.of(company.evidence(), H1);
            assertThat(scorecard.sourced()).isEqualTo("1.00");
            assertThat(scorecard.influenced()).isEqualTo("7.00");
            assertThat(scorecard.capacity().utilisation()).isEqualTo(Fraction.of(1, 5));
            assertThat(scorecard.capacity().byPartner().values()).extracting(PartnerCapacity.Declared::utilisation)
                    .containsExactly(Fraction.of(1, 5), null);
            assertThat(scorecard.outcomes().daysToLive(Channel.PARTNER)).isEqualTo(Fraction.of(30, 1));
            assertThat(scorecard.outcomes().satisfaction(Channel.PARTNER)).isEqualTo(Fraction.of(17, 2));
            assertThat(scorecard.outcomes().satisfaction(Channel.DIRECT)).isNull();
        }

        @Test
        void hasNoUtilisationWithoutACapacity() {
            assertThat(EcosystemScorecard.of(company.evidence(), H1).capacity().utilisation()).isNull();
        }

        private static FulfilmentAssigned implementation(String opportunity) {
            return new FulfilmentAssigned(opportunity, "acme", FulfilmentRole.IMPLEMENTATION);
        }

        private static PartnerCapacityDeclared capacity(String partner, String capacity, String unit) {
            return new PartnerCapacityDeclared(partner, new BigDecimal(capacity), unit, null);
        }
    }

    private static CustomerOutcomes outcomes(Company company) {
        return CustomerOutcomes.of(company.evidence(), Recorded.instant("2026-06-30"));
    }
}
