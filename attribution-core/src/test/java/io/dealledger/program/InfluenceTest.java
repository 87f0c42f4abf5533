package io.dealledger.program;

import static io.dealledger.program.Company.H1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Decided;
import io.dealledger.attribution.Tag;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class InfluenceTest {
    /**
     * acme and bolt took part in a deal of 100.01 USD, acme alone in one of 10.00 EUR = 11.00 USD. Touched 111.01 and
     * 100.01; shared 50.01 + 11.00 and 50.00; once 111.01. A deal closed outside the span, a lost and an open one count
     * nowhere.
     */
    @Test
    void keepsWhatAddsUpApartFromWhatDoesNot() {
        Influence influence = Influence.of(new Company().deal(touched("D1", "acme", "bolt").won("100.01", "2026-02-01"))
                .deal(touched("D2", "acme").in("EUR").won("10.00", "2026-03-01"))
                .deal(touched("D3", "acme").won("5.00", "2025-12-31")).deal(touched("D4", "acme").lost("2026-03-01"))
                .deal(touched("D5", "acme").created("2026-03-01")).evidence(), H1);
        assertThat(influence.touched()).containsEntry("acme", new BigDecimal("111.01"))
                .containsEntry("bolt", new BigDecimal("100.01")).hasSize(2);
        assertThat(influence.evenSplit()).containsEntry("acme", new BigDecimal("61.01"))
                .containsEntry("bolt", new BigDecimal("50.00"));
        assertThat(influence.total()).isEqualTo("111.01");
        assertThat(influence.deals()).isEqualTo(2);
    }

    @Test
    void isNotKnownWhereARateIsMissing() {
        Influence influence = Influence.of(new Company().deal(touched("D1", "acme", "bolt").won("100.00", "2026-02-01"))
                .deal(touched("D2", "acme").in("JPY").won("10", "2026-03-01")).evidence(), H1);
        assertThat(influence.touched()).containsEntry("acme", null).containsEntry("bolt", new BigDecimal("100.00"));
        assertThat(influence.evenSplit()).containsEntry("acme", null).containsEntry("bolt", new BigDecimal("50.00"));
        assertThat(influence.total()).isNull();
    }

    @Test
    void isNoMoneyWhereNobodyTookPart() {
        assertThat(Influence.of(new Company().evidence(), H1).total()).isEqualTo("0.00");
    }

    private static Decided touched(String id, String... partners) {
        return Decided.tagged(id, Tag.INFLUENCED).influencedBy(partners);
    }
}
