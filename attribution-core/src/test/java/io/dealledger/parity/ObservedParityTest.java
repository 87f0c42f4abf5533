package io.dealledger.parity;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.fact.DealType.EXPANSION;
import static io.dealledger.fact.DealType.NEW_LOGO;
import static io.dealledger.parity.Plans.deal;
import static io.dealledger.parity.Plans.in;
import static io.dealledger.parity.Plans.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedParityTest {
    /** Influenced deals paid at 5% pull neither side: 10% against 10%. */
    @Test
    void keepsInfluencedDealsApart() {
        ObservedParity observed = observe(paid("P", SOURCED, "100.00", "10.00"), paid("D", DIRECT, "200.00", "20.00"),
                paid("I", INFLUENCED, "100.00", "5.00"));
        assertThat(observed.verdict()).isEqualTo(ObservedParity.Verdict.AT_PARITY);
        assertThat(observed.rates().crudeDirect()).isEqualTo(Fraction.of(1, 10));
        assertThat(observed.influencedRate()).isEqualTo(Fraction.of(1, 20));
    }

    @Test
    void leavesOutDealsOnWhichNothingWasPaidYet() {
        assertThat(observe(paid("P", SOURCED, "100.00", "10.00"), deal("P2", SOURCED, "900.00", "2026-03-01"),
                paid("D", DIRECT, "100.00", "10.00")).rates().crudePartner()).isEqualTo(Fraction.of(1, 10));
    }

    /** A new logo against an expansion is no comparison, also within one segment. */
    @Test
    void comparesWithinDealTypesWhereThereAreSeveral() {
        ObservedParity observed = observe(in("smb", NEW_LOGO, paid("P", SOURCED, "100.00", "12.00")),
                in("smb", EXPANSION, paid("D", DIRECT, "100.00", "10.00")));
        assertThat(observed.verdict()).isEqualTo(ObservedParity.Verdict.NOT_COMPARABLE);
        ObservedParity both = observe(in("smb", NEW_LOGO, paid("P", SOURCED, "100.00", "12.00")),
                in("smb", NEW_LOGO, paid("D1", DIRECT, "100.00", "12.00")),
                in("smb", EXPANSION, paid("D2", DIRECT, "200.00", "2.00")));
        assertThat(both.rates().strata()).containsOnlyKeys("smb / new_logo");
        assertThat(both.rates().comparableShare()).isEqualTo(Fraction.HALF);
        assertThat(both.verdict()).isEqualTo(ObservedParity.Verdict.AT_PARITY);
    }

    /** 10 paid on day 30 and 30 on day 50 after the close: (10 x 30 + 30 x 50) / 40 = 45 days against 30. */
    @Test
    void weighsDaysToPayByTheMoney() {
        ParityDeal partner = deal("P", "ae-1", SOURCED, "400.00", "400.00", "2026-03-01",
                List.of(new Pay(Recorded.instant("2026-03-31"), new BigDecimal("10.00")),
                        new Pay(Recorded.instant("2026-04-20"), new BigDecimal("30.00"))),
                List.of());
        ParityDeal direct = deal("D", "ae-1", DIRECT, "400.00", "400.00", "2026-03-01",
                List.of(new Pay(Recorded.instant("2026-03-31"), new BigDecimal("40.00"))), List.of());
        PayTiming timing = PayTiming.of(List.of(partner, direct));
        assertThat(timing.partnerDays()).isEqualTo(Fraction.of(45, 1));
        assertThat(timing.gapDays()).isEqualTo(Fraction.of(15, 1));
        assertThat(timing.verdict()).isEqualTo(PayTiming.Verdict.AMOUNT_PASS_TIMING_GAP);
        assertThat(PayTiming.of(List.of(partner)).verdict()).isEqualTo(PayTiming.Verdict.NOT_COMPARABLE);
    }

    private static ObservedParity observe(ParityDeal... deals) {
        return ObservedParity.of(List.of(deals), _ -> "plan");
    }
}
