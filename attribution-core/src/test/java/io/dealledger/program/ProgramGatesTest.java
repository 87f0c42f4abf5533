package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static io.dealledger.program.Company.H1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Policy;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Channel;
import io.dealledger.fact.CoverageMode;
import io.dealledger.fact.PartnerOnlyAsserted;
import io.dealledger.fact.Recorded;
import io.dealledger.fact.ScorecardMetric;
import io.dealledger.fact.ScorecardPublished;
import io.dealledger.money.Fraction;
import io.dealledger.share.Definition;
import io.dealledger.share.Gate.State;
import io.dealledger.share.GateReading;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import io.dealledger.share.ShareSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgramGatesTest {
    @Nested
    class Scorecard {
        private final Company company = new Company().at("2026-01-01", scorecard("0.6", "0.4"));

        /** 0.6 of 1; then exactly half, which is no majority; none before the first. */
        @Test
        void passesWhereEcosystemMetricsWeighMoreThanHalf() {
            assertThat(at("2026-02-01").state()).isEqualTo(State.PASS);
            company.at("2026-03-01", scorecard("1/2", "1/2"));
            assertThat(at("2026-02-01").state()).isEqualTo(State.PASS);
            assertThat(at("2026-04-01")).extracting(GateReading::state, GateReading::words).containsExactly(State.FAIL,
                    List.of("ecosystem metrics weigh 0.500000 of the scorecard of 2026-03-01T12:00:00Z, not more than "
                            + "half"));
            assertThat(at("2025-12-31").state()).isEqualTo(State.UNKNOWN);
        }

        private GateReading at(String at) {
            return ProgramGates.scorecard(company.evidence(), Recorded.instant(at));
        }

        private static ScorecardPublished scorecard(String ecosystem, String direct) {
            return new ScorecardPublished(
                    List.of(new ScorecardMetric("sourced", Fraction.parse(ecosystem), "ecosystem"),
                            new ScorecardMetric("bookings", Fraction.parse(direct), "direct")),
                    List.of("ceo"));
        }
    }

    @Nested
    class EconomicsGate {
        private final Company company = new Company()
                .deal(sourced("P1", "acme").segment("public").qualified("1.00", "2026-02-01"))
                .deal(tagged("D1", Tag.DIRECT).segment("smb").qualified("1.00", "2026-02-01"))
                .cost("2026-03-01", Channel.PARTNER, "mdf", "20.00")
                .cost("2026-03-01", Channel.DIRECT, "tools", "10.00");

        @Test
        void failsWherePartnersCostMoreUnlessTheyAreSignedToBeTheOnlyAccess() {
            assertThat(read().state()).isEqualTo(State.FAIL);
            company.at("2026-01-01", only("smb", "2027-01-01"));
            assertThat(read().state()).isEqualTo(State.FAIL);
            company.at("2026-01-01", only("public", "2026-06-30"));
            assertThat(read().state()).isEqualTo(State.FAIL);
            company.at("2026-02-01", only("public", "2027-01-01"));
            assertThat(read()).extracting(GateReading::state, GateReading::words).containsExactly(State.PASS,
                    List.of("partners are the only access to public, says cro until 2027-01-01T12:00:00Z"));
        }

        @Test
        void asksForTheCostsThatAreOftenLeftOut() {
            company.cost("2026-03-01", Channel.DIRECT, "payroll", "15.00");
            assertThat(read()).extracting(GateReading::state, GateReading::words).containsExactly(State.PASS,
                    List.of("no partner cost of category partner_managers was recorded: is it left out?",
                            "no partner cost of category enablement was recorded: is it left out?"));
        }

        @Test
        void namesWhatIsUnknown() {
            GateReading reading = ProgramGates.economics(new Company().evidence(), H1);
            assertThat(reading.state()).isEqualTo(State.UNKNOWN);
            assertThat(reading.numbers()).containsEntry("ratio", null);
            assertThat(reading.words()).containsExactly("no partner opportunity was qualified",
                    "no partner cost was recorded", "no direct opportunity was qualified",
                    "no direct cost was recorded");
        }

        private GateReading read() {
            return ProgramGates.economics(company.evidence(), H1);
        }

        private static PartnerOnlyAsserted only(String segment, String expiresAt) {
            return new PartnerOnlyAsserted(segment, "cro", Recorded.instant(expiresAt), null);
        }
    }

    @Test
    void coverageSaysHowManyAccountsAreWhose() {
        GateReading reading = ProgramGates.coverage(new Company()
                .coverage("2026-01-01", "A1", CoverageMode.PARTNER_FIRST, "10.00")
                .coverage("2026-01-01", "A2", CoverageMode.UNASSIGNED, "30.00").evidence(), H1.until());
        assertThat(reading.state()).isEqualTo(State.FAIL);
        assertThat(reading.numbers()).isEqualTo(Map.of("accounts", "2", "partner_first", "1", "unassigned", "1",
                "by_count", "0.500000", "by_potential", "0.250000"));
    }

    /** 60 of 100 qualified; without any pipeline nothing is known. */
    @Test
    void pipelineMajorityIsThatOfTheVerdictsWeeks() {
        Company company = new Company().deal(sourced("P1", "acme").qualified("60.00", "2026-02-04"))
                .deal(tagged("D1", Tag.DIRECT).qualified("40.00", "2026-02-04"));
        assertThat(pipeline(company, "2026-W10")).extracting(GateReading::state, reading -> reading.numbers()
                .get("share")).containsExactly(State.PASS, "0.600000");
        assertThat(pipeline(company, "2026-W50")).extracting(GateReading::state, GateReading::words).containsExactly(
                State.UNKNOWN, List.of("no new pipeline from 2026-W25 to 2026-W50"));
    }

    private static GateReading pipeline(Company company, String week) {
        Definition definition = Definition.of(Policy.STANDARD.reporting()).with(Scope.NEW_PIPELINE);
        var postings = new ArrayList<Posting>();
        company.evidence().decisions().forEach(decision -> postings.addAll(
                Scope.NEW_PIPELINE.postings(decision, definition.currency())));
        return ProgramGates.pipelineMajority(ShareSeries.of(definition, postings, company.evidence().rates())
                .rolling(definition.calendar().parse(week), 26));
    }
}
