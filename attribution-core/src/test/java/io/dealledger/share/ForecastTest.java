package io.dealledger.share;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.Deals.USD;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policy.RefundRule;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Definition USD_NET = new Definition(Basis.VENDOR_NET, Scope.NEW_PIPELINE, new IsoWeeks(),
            ZoneOffset.UTC, USD);
    private static final Instant MARCH_2 = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void isOpenPipelineTimesTheWinRateOfItsTagWithAnInterval() {
        var decisions = new ArrayList<>(closed(SOURCED, 3, 7));
        decisions.add(open("O1", SOURCED, "100000.00", USD));
        decisions.add(open("O2", SOURCED, "50000.00", USD));

        Forecast sourced = Forecast.of(decisions, USD_NET, FxRates.NONE).getFirst();
        assertThat(sourced.tag()).isEqualTo(SOURCED);
        assertThat(sourced.openDeals()).isEqualTo(2);
        assertThat(sourced.pipeline()).isEqualTo("150000.00");
        assertThat(sourced.winRate()).hasToString("3/10");
        // (3 + 1.920729 -+ 1.959964 x sqrt(3 x 7/10 + 0.960365)) / (10 + 3.841459)
        // = (4.920729 -+ 1.959964 x 1.749390) / 13.841459 = 0.355507 -+ 0.247716
        assertThat(sourced.winRateInterval())
                .isEqualTo(new Forecast.Interval(new BigDecimal("0.107791"), new BigDecimal("0.603222")));
        assertThat(sourced.expected()).isEqualTo("45000.00");
        assertThat(sourced.expectedLow()).isEqualTo("16168.65");
        assertThat(sourced.expectedHigh()).isEqualTo("90483.30");
    }

    @Test
    void ofFewClosedDealsOnlyTheIntervalIsSaid() {
        var decisions = new ArrayList<>(closed(INFLUENCED, 4, 0));
        decisions.add(open("O1", INFLUENCED, "100.00", USD));

        Forecast influenced = Forecast.of(decisions, USD_NET, FxRates.NONE).get(1);
        assertThat(influenced.winRate()).isNull();
        assertThat(influenced.expected()).isNull();
        // (4 + 1.920729 -+ 1.959964 x sqrt(0.960365)) / (4 + 3.841459) = 0.755055 -+ 0.244945
        assertThat(influenced.winRateInterval())
                .isEqualTo(new Forecast.Interval(new BigDecimal("0.510109"), new BigDecimal("1.000000")));
    }

    @Test
    void whileNothingClosedTheIntervalIsEverything() {
        Forecast direct = Forecast.of(List.of(open("O1", DIRECT, "100.00", USD)), USD_NET, FxRates.NONE).getLast();
        assertThat(direct.expectedLow()).isEqualTo("0.00");
        assertThat(direct.expectedHigh()).isEqualTo("100.00");
    }

    @Test
    void anAmountWithoutARateIsNamedAndLeftOut() {
        Forecast direct = Forecast.of(List.of(open("O1", DIRECT, "100.00", Deals.EUR)), USD_NET, FxRates.NONE)
                .getLast();
        assertThat(direct.pipeline()).isEqualTo("0.00");
        assertThat(direct.missing()).hasToString("[EUR on 2026-03-02]");
    }

    private static List<Decision> closed(Tag tag, int won, int lost) {
        var decisions = new ArrayList<Decision>();
        for (int i = 0; i < won + lost; i++) {
            decisions.add(Deals.decision("C" + i, tag, i < won ? DealStatus.WON : DealStatus.LOST, "1.00", null, USD,
                    "2026-03-04T12:00:00Z", List.of()));
        }
        return decisions;
    }

    private static Decision open(String id, Tag tag, String amount, Currency currency) {
        var deal = new Deal(id, "A-" + id, DealType.NEW_LOGO, DealStatus.OPEN, MARCH_2, null, null, null, null,
                MARCH_2, new BigDecimal(amount), currency, null, null, null, null, List.of());
        return new Decision(deal, "v1", RefundRule.EVENT_WEEK, tag, List.of(), List.of(), List.of(), Map.of(),
                List.of(), null, Map.of(), List.of(), List.of());
    }
}
