package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.program.Company.H1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Capability;
import io.dealledger.fact.PartnerCertified;
import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.fact.PartnerProfiled;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.ProfileDrift.IdealProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Enablement, production and the profile of those being signed. */
class PartnersTest {
    @Nested
    class Enabled {
        private final Company company = new Company().at("2026-01-01", certified(Capability.SELL, null))
                .at("2026-01-01", certified(Capability.ONBOARD, "2026-03-01"))
                .at("2026-04-01", certified(Capability.SUPPORT, null));

        @Test
        void holdsFromTheCertificateUpToItsExpiry() {
            assertThat(depth("2026-02-28T23:59:59Z")).isEqualTo(2);
            assertThat(depth("2026-03-01T12:00:00Z")).isOne();
            assertThat(depth("2026-04-01T12:00:00Z")).isEqualTo(2);
        }

        @Test
        void holdsAgainWithANewCertificate() {
            company.at("2026-03-05", certified(Capability.ONBOARD, "2027-03-01"));
            assertThat(depth("2026-04-02")).isEqualTo(3);
        }

        /**
         * acme (sell, support) and bolt (nothing) share a deal of 100.00; 40 of it went back. 30 each: half of it is
         * half-enabled, half cannot sell.
         */
        @Test
        void weighsBySourcedRevenueThatStayed() {
            company.deal(sourced("D1", "acme", "bolt").won("100.00", "2026-03-01").refunded("40.00", "2026-05-01"));
            Enablement enablement = Enablement.at(company.evidence(), Recorded.instant("2026-06-01"), H1);
            assertThat(enablement.revenue()).containsEntry("acme", Fraction.of(30, 1)).containsEntry("bolt",
                    Fraction.of(30, 1));
            assertThat(enablement.halfEnabledShare()).isEqualTo(Fraction.HALF);
            assertThat(enablement.notEnabledToSellShare()).isEqualTo(Fraction.HALF);
            assertThat(enablement.fullDepthShare()).isEqualTo(Fraction.ZERO);
        }

        @Test
        void hasNoShareWithoutRevenue() {
            assertThat(Enablement.at(company.evidence(), Recorded.instant("2026-06-01"), H1).fullDepthShare())
                    .isNull();
        }

        private int depth(String at) {
            Instant instant = Recorded.instant(at);
            return Enablement.at(company.evidence(), instant, H1).depth("acme");
        }

        private static PartnerCertified certified(Capability capability, @Nullable String expiresAt) {
            return new PartnerCertified("acme", capability,
                    expiresAt == null ? null : Recorded.instant(expiresAt));
        }
    }

    @Nested
    class Producing {
        /** The score of 9 came after acme's first win: it is hindsight, and the 2 from before stands. */
        @Test
        void ignoresAScoreGivenAfterResults() {
            Production production = Production.of(new Company().at("2026-01-01", profiled("acme", "2", "production"))
                    .at("2026-04-01", profiled("acme", "9", "prestige"))
                    .at("2026-04-01", profiled("bolt", "9", "prestige"))
                    .deal(sourced("D1", "acme").qualified("5.00", "2026-02-01").won("100.00", "2026-03-01"))
                    .deal(sourced("D2", "bolt").won("100.00", "2026-03-01")).evidence(), H1);
            assertThat(production.partners()).containsEntry("acme",
                    new Production.Partner(new BigDecimal("2"), "production", Fraction.of(100, 1), 1))
                    .containsEntry("bolt", new Production.Partner(null, null, Fraction.of(100, 1), 0));
            assertThat(production.prestigeProductionRho()).isNull();
        }

        /** Of three on the roster one produces; it brings everything. */
        @Test
        void countsTheRosterOfAllWhoEnrolled() {
            Production production = Production.of(new Company().at("2026-01-01", enrolled("acme"))
                    .at("2026-01-01", enrolled("bolt")).at("2026-01-01", profiled("core", "1", "production"))
                    .deal(sourced("D1", "acme").won("100.00", "2026-03-01")).evidence(), H1);
            assertThat(production.producingShare()).isEqualTo(Fraction.of(1, 3));
            assertThat(production.topPartnerShare()).isEqualTo(Fraction.ONE);
            assertThat(production.revenuePerPartnerByCohort()).containsEntry("production", Fraction.ZERO);
        }

        @Test
        void hasNothingToSayWithoutPartners() {
            Production production = Production.of(new Company().evidence(), H1);
            assertThat(production.producingShare()).isNull();
            assertThat(production.topPartnerShare()).isNull();
        }
    }

    /** M16: acme and bolt and core were signed in the span; acme has both traits, bolt one, nobody scored core. */
    @Test
    void profileDriftIsWhatIsSignedAgainstTheIdealProfile() {
        Company company = new Company().at("2026-02-01", enrolled("acme")).at("2026-02-01", enrolled("bolt"))
                .at("2026-02-01", enrolled("core")).at("2025-02-01", enrolled("old"))
                .at("2026-02-02", traits("acme", "implements", "regional", "listed"))
                .at("2026-02-02", traits("bolt", "regional")).at("2026-02-02", traits("old", "implements", "regional"));
        ProfileDrift drift = ProfileDrift.of(company.evidence(), H1,
                new IdealProfile("v2", Set.of("implements", "regional")));
        assertThat(drift).isEqualTo(new ProfileDrift("v2", 3, 1, List.of("core")));
        assertThat(drift.matchingShare()).isEqualTo(Fraction.of(1, 3));
    }

    /** acme came as silver and became gold, keeping its name; bolt enrols only in March. */
    @Test
    void theRosterSaysWhatWasStatedLast() {
        Company company = new Company()
                .at("2026-01-01", new PartnerEnrolled("acme", "Acme", "consultancy", "silver"))
                .at("2026-02-01", new PartnerEnrolled("acme", null, null, "gold"))
                .at("2026-03-01", enrolled("bolt"));
        assertThat(Roster.at(company.evidence(), Recorded.instant("2026-02-15")).members())
                .containsExactly(Map.entry("acme",
                        new Roster.Member(Recorded.instant("2026-01-01"), "Acme", "consultancy", "gold")));
    }

    private static PartnerEnrolled enrolled(String partner) {
        return new PartnerEnrolled(partner, null, null, null);
    }

    private static PartnerProfiled profiled(String partner, String prestige, String recruitedFor) {
        return new PartnerProfiled(partner, new BigDecimal(prestige), recruitedFor, null);
    }

    private static PartnerProfiled traits(String partner, String... traits) {
        return new PartnerProfiled(partner, null, null, List.of(traits));
    }
}
