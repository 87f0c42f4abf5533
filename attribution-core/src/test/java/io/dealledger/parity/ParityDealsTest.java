package io.dealledger.parity;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CompClawedBack;
import io.dealledger.fact.CompCredited;
import io.dealledger.fact.CompPaid;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParityDealsTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void countsWhatTheOwnerGotAndNobodyElse() {
        var facts = new Recorded().at("2026-04-01", paid("D1", "ae-1", "8.00", null))
                .at("2026-03-20", paid("D1", "ae-1", "2.00", null))
                .at("2026-04-01", paid("D1", "channel-manager", "50.00", null))
                .at("2026-04-02", new CompCredited("D1", "ae-1", new BigDecimal("60.00"), null, null, null))
                .at("2026-05-01", new CompClawedBack("D1", "ae-1", new BigDecimal("3.00"), null, null, "left"));
        ParityDeal deal = of(facts, sourced("D1", "P1").won("100.00", "2026-03-01").decision()).deals().getFirst();
        assertThat(deal.paid()).extracting(pay -> pay.amount().toPlainString()).containsExactly("2.00", "8.00");
        assertThat(deal.retained()).isEqualByComparingTo("7.00");
        assertThat(deal.credited()).isEqualByComparingTo("60.00");
    }

    @Test
    void takesTheOnlyPayeeForTheOwnerThatTheCrmDoesNotName() {
        var facts = new Recorded().at("2026-04-01", paid("D1", "ae-7", "8.00", null))
                .at("2026-04-01", paid("D2", "ae-7", "8.00", null)).at("2026-04-01", paid("D2", "ae-8", "8.00", null));
        ParityDeals deals = of(facts, sourced("D1", "P1").ae(null).won("100.00", "2026-03-01").decision(),
                sourced("D2", "P1").ae(null).won("100.00", "2026-03-01").decision(),
                tagged("D3", Tag.DIRECT).ae(null).won("100.00", "2026-03-01").decision());
        assertThat(deals.deals()).extracting(ParityDeal::aeId).containsExactly("ae-7");
        assertThat(deals.ownerless()).extracting(WonDeal::opportunityId, WonDeal::tag)
                .containsExactly(tuple("D2", Tag.SOURCED), tuple("D3", Tag.DIRECT));
    }

    /** At 1.10 on the close date; 1.50 on the pay date changes nothing. */
    @Test
    void convertsPayAtTheRateOfTheCloseDate() {
        var facts = new Recorded().at("2026-05-01", paid("D1", "ae-1", "10.00", EUR));
        ParityDeal deal = of(facts, sourced("D1", "P1").in("EUR").won("100.00", "2026-03-01").decision()).deals()
                .getFirst();
        assertThat(deal.vendorNet()).isEqualByComparingTo("110.00");
        assertThat(deal.effectiveRate()).isEqualTo(Fraction.of(1, 10));
    }

    @Test
    void leavesOutWhatIsNoNewRevenueAndNamesWhatHasNoRate() {
        ParityDeals deals = of(new Recorded(), tagged("D1", Tag.OUT_OF_SCOPE).won("1.00", "2026-03-01").decision(),
                sourced("D2", "P1").lost("2026-03-01").decision(),
                sourced("D3", "P1").in("JPY").won("100", "2026-03-01").decision());
        assertThat(deals.deals()).isEmpty();
        assertThat(deals.withoutRate()).extracting(WonDeal::opportunityId).containsExactly("D3");
    }

    private static CompPaid paid(String deal, String ae, String amount, @Nullable Currency in) {
        return new CompPaid(deal, ae, new BigDecimal(amount), "commission", in, null);
    }

    private static ParityDeals of(Recorded facts, Decision... decisions) {
        FxRates rates = FxRates.of(List.of(rate("1.1", "2026-02-01", 1), rate("1.5", "2026-04-01", 2)));
        return ParityDeals.of(List.of(decisions), facts.shuffled(3), rates, Plans.USD);
    }

    private static FxRates.Rate rate(String rate, String from, long sequence) {
        return new FxRates.Rate(EUR, Plans.USD, Fraction.parse(rate), LocalDate.parse(from),
                Recorded.instant(from), sequence);
    }
}
