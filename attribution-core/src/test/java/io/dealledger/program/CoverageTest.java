package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static io.dealledger.fact.CoverageMode.DIRECT_FIRST;
import static io.dealledger.fact.CoverageMode.PARTNER_FIRST;
import static io.dealledger.fact.CoverageMode.UNASSIGNED;
import static io.dealledger.program.Company.H1;
import static io.dealledger.program.Company.USD;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.DealType;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.share.Gate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Instant JUNE = Recorded.instant("2026-06-01");

    /** A3 has an opportunity and no assignment: one of three is partner-first, and A3 is unassigned. */
    @Test
    void countsAccountsThatAreSoldToAndNobodyAssigned() {
        Coverage coverage = Coverage.of(new Company().coverage("2026-01-01", "A1", PARTNER_FIRST, null)
                .coverage("2026-01-01", "A2", DIRECT_FIRST, null)
                .deal(tagged("D1", Tag.DIRECT).account("A3").created("2026-02-01")).evidence(), JUNE);
        assertThat(coverage.byCount(PARTNER_FIRST)).isEqualTo(Fraction.of(1, 3));
        assertThat(coverage.count(UNASSIGNED)).isOne();
        assertThat(coverage.byPotential(PARTNER_FIRST)).isNull();
    }

    /** A1 and its duplicate are one account: one of two is exactly half, which is no majority. */
    @Test
    void countsAMergedAccountOnce() {
        Company company = new Company().coverage("2026-01-01", "A1", PARTNER_FIRST, "10.00")
                .coverage("2026-01-01", "A1-duplicate", PARTNER_FIRST, "30.00")
                .coverage("2026-01-01", "A2", DIRECT_FIRST, "90.00");
        assertThat(Coverage.of(company.evidence(), JUNE).gate()).isEqualTo(Gate.State.PASS);
        Coverage merged = Coverage.of(company.at("2026-03-01", new AccountMerged("A1-duplicate", "A1")).evidence(),
                JUNE);
        assertThat(merged.byCount(PARTNER_FIRST)).isEqualTo(Fraction.HALF);
        assertThat(merged.byPotential(PARTNER_FIRST)).isEqualTo(Fraction.of(1, 4));
        assertThat(merged.gate()).isEqualTo(Gate.State.FAIL);
        company.at("2026-04-01", new AccountUnmerged("A1-duplicate", "A1", "two customers", List.of("ops-1")));
        assertThat(Coverage.of(company.evidence(), JUNE).gate()).isEqualTo(Gate.State.PASS);
    }

    @Test
    void isUnknownWhileNobodyAssignedAnything() {
        assertThat(Coverage.of(new Company().deal(tagged("D1", Tag.DIRECT).created("2026-02-01")).evidence(), JUNE)
                .gate()).isEqualTo(Gate.State.UNKNOWN);
    }

    /**
     * M22: three new logos. smb has a direct-first account and so is covered; public has none; the third deal names no
     * segment, but its account does: public. 2 of 3. The expansion is no new logo.
     */
    @Test
    void reachIsWhatIsWonWhereDirectSalesDoesNotGo() {
        Company company = new Company().at("2026-01-01", identified("A1", "smb"))
                .at("2026-01-01", identified("A9", "public")).coverage("2026-01-01", "A1", DIRECT_FIRST, null)
                .coverage("2026-01-01", "A9", PARTNER_FIRST, null)
                .deal(tagged("D1", Tag.DIRECT).segment("smb").won("1.00", "2026-02-01"))
                .deal(sourced("D2", "acme").segment("public").won("1.00", "2026-02-01"))
                .deal(sourced("D3", "acme").account("A9").won("1.00", "2026-02-01"))
                .deal(sourced("D4", "acme").segment("public").of(DealType.EXPANSION).won("1.00", "2026-02-01"))
                .deal(sourced("D5", "acme").segment("public").won("1.00", "2026-07-01"));
        assertThat(Reach.of(company.evidence(), H1).share()).isEqualTo(Fraction.of(2, 3));
    }

    /**
     * M13: quotas 100 with half designated and 300 with none: 50 of 400. Of three opportunities two have a partner; two
     * sellers work three accounts.
     */
    @Test
    void sizesDirectSalesAsAnAmplifier() {
        Company company = new Company().at("2026-01-01", quota("ae-1", "90.00", "0.9", "2026-H1"))
                .at("2026-01-05", quota("ae-1", "100.00", "0.5", "2026-H1"))
                .at("2026-01-01", quota("ae-2", "300.00", null, "2026"))
                .at("2026-01-01", quota("ae-3", "999.00", "1", "2025-H2"))
                .deal(sourced("D1", "acme").created("2026-02-01"))
                .deal(tagged("D2", Tag.INFLUENCED).ae("ae-2").created("2026-02-01"))
                .deal(tagged("D3", Tag.DIRECT).created("2026-02-01"))
                .deal(tagged("D4", Tag.DIRECT).ae(null).created("2026-02-01"))
                .deal(tagged("D5", Tag.DIRECT).created("2025-12-31"));
        AmplifierSizing sizing = AmplifierSizing.of(company.evidence(), H1);
        assertThat(sizing.cosellQuotaShare()).isEqualTo(Fraction.of(50, 400));
        assertThat(sizing.partneredOpportunities()).isEqualTo(Fraction.of(2, 3));
        assertThat(sizing.accountsPerAe()).isEqualTo(Fraction.of(3, 2));
    }

    private static QuotaAssigned quota(String ae, String amount, @Nullable String cosell, String period) {
        return new QuotaAssigned(ae, new BigDecimal(amount), USD, period,
                cosell == null ? null : Fraction.parse(cosell));
    }

    private static AccountIdentified identified(String account, String segment) {
        return new AccountIdentified(account, null, null, segment, null);
    }
}
