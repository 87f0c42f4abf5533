package io.dealledger.share;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.OUT_OF_SCOPE;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.Deals.EUR;
import static io.dealledger.share.Deals.USD;
import static io.dealledger.share.Deals.refund;
import static io.dealledger.share.Deals.won;
import static io.dealledger.share.GeneratedDeals.RATES;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RestatementTest {
    private static final Definition USD_NET = new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, new IsoWeeks(),
            ZoneOffset.UTC, USD);
    /** In 2026-W10. */
    private static final String MARCH_4 = "2026-03-04T12:00:00Z";
    private static final String MARCH_11 = "2026-03-11T12:00:00Z";
    private static final FxRates CORRECTED = FxRates.of(List.of(
            new FxRates.Rate(EUR, USD, Fraction.parse("1.25"), LocalDate.parse("2025-01-01"), Instant.EPOCH, 1),
            new FxRates.Rate(GeneratedDeals.CURRENCIES.getLast(), USD, Fraction.parse("0.007"),
                    LocalDate.parse("2025-01-01"), Instant.EPOCH, 2)));

    @Test
    void aWinHeardOfLateRestatesItsOwnWeek() {
        assertThat(between(List.of(), List.of(won("D2", SOURCED, "90000.00", MARCH_4))))
                .containsExactly("D2 2026-W10 LATE 90000.00 0.00 0.00");
    }

    @Test
    void aWinThatWasLostGoesOut() {
        assertThat(between(List.of(won("D2", SOURCED, "9.00", MARCH_4)), List.of(Deals.decision("D2", SOURCED,
                DealStatus.LOST, "9.00", null, USD, MARCH_4, List.of()))))
                .containsExactly("D2 2026-W10 WITHDRAWN -9.00 0.00 0.00");
    }

    @Test
    void aCorrectedAmountIsTheDifference() {
        assertThat(between(List.of(won("D2", DIRECT, "1000000.00", MARCH_4)),
                List.of(won("D2", DIRECT, "100000.00", MARCH_4))))
                .containsExactly("D2 2026-W10 AMOUNT_CORRECTED 0.00 0.00 -900000.00");
    }

    @Test
    void aCorrectedDateMovesTheAmountBetweenWeeks() {
        assertThat(between(List.of(won("D2", DIRECT, "5.00", MARCH_4)), List.of(won("D2", DIRECT, "5.00", MARCH_11))))
                .containsExactly("D2 2026-W10 DATE_CORRECTED 0.00 0.00 -5.00",
                        "D2 2026-W11 DATE_CORRECTED 0.00 0.00 5.00");
    }

    @Test
    void aRefundIsOfItsOwnWeek() {
        assertThat(between(List.of(won("D2", DIRECT, "5.00", MARCH_4)),
                List.of(won("D2", DIRECT, "5.00", MARCH_4, refund("e9", "2.00", MARCH_11)))))
                .containsExactly("D2 2026-W11 REFUND 0.00 0.00 -2.00");
    }

    @Test
    void aDecidedDisputeMovesTheAmountBetweenBuckets() {
        assertThat(between(List.of(won("D2", SOURCED, "60000.00", MARCH_4)),
                List.of(Deals.disputed("X1", won("D2", DIRECT, "60000.00", MARCH_4)))))
                .containsExactly("D2 2026-W10 DISPUTE_DECIDED -60000.00 0.00 60000.00");
    }

    @Test
    void lateEvidenceRetagsAndScopeIsSaidAsSuch() {
        assertThat(between(List.of(won("D2", DIRECT, "6.00", MARCH_4)), List.of(won("D2", SOURCED, "6.00", MARCH_4))))
                .containsExactly("D2 2026-W10 RETAGGED 6.00 0.00 -6.00");
        assertThat(between(List.of(won("D2", DIRECT, "6.00", MARCH_4)),
                List.of(won("D2", OUT_OF_SCOPE, "6.00", MARCH_4))))
                .containsExactly("D2 2026-W10 SCOPE_CHANGED 0.00 0.00 -6.00");
    }

    @Test
    void severalCausesOfOneDealAreToldApart() {
        // EUR 100 at 1.0977 is 109.77, at 1.25 it is 125; then EUR 120 is 150; then it is sourced
        Decision before = Deals.decision("D2", DIRECT, DealStatus.WON, "100.00", null, EUR, MARCH_4, List.of());
        Decision after = Deals.decision("D2", SOURCED, DealStatus.WON, "120.00", null, EUR, MARCH_4, List.of());
        assertThat(Restatement.between(List.of(before), RATES, List.of(after), CORRECTED, USD_NET))
                .extracting(RestatementTest::words).containsExactly("D2 2026-W10 FX_RATE 0.00 0.00 15.23",
                        "D2 2026-W10 AMOUNT_CORRECTED 0.00 0.00 25.00", "D2 2026-W10 RETAGGED 150.00 0.00 -150.00");
    }

    @Test
    void anAmountWhoseRateWasUnknownComesInWithItsRate() {
        Decision deal = Deals.decision("D2", DIRECT, DealStatus.WON, "100.00", null, EUR, MARCH_4, List.of());
        assertThat(Restatement.between(List.of(deal), FxRates.NONE, List.of(deal), CORRECTED, USD_NET))
                .extracting(RestatementTest::words).containsExactly("D2 2026-W10 FX_RATE 0.00 0.00 125.00");
    }

    @Provide
    Arbitrary<List<Decision>> decisions() {
        return GeneratedDeals.decisions();
    }

    @Provide
    Arbitrary<Definition> definitions() {
        return Arbitraries.of(Scope.class)
                .flatMap(scope -> Arbitraries.of(Basis.class).map(basis -> USD_NET.with(scope).with(basis)));
    }

    /** Two unrelated states of the same opportunities: every change there is, in every combination. */
    @Property
    void causesAddUpToRestatedLessKnownBefore(@ForAll("decisions") List<Decision> before,
            @ForAll("decisions") List<Decision> after, @ForAll("definitions") Definition definition) {
        var sums = new TreeMap<Week, Totals>(series(before, RATES, definition).byWeek());
        for (Restatement each : Restatement.between(before, RATES, after, CORRECTED, definition)) {
            sums.merge(each.week(), Totals.zero(USD).plus(SOURCED, each.delta().sourced())
                    .plus(INFLUENCED, each.delta().influenced())
                    .plus(DIRECT, each.delta().direct()), Totals::plus);
        }
        sums.values().removeIf(Totals.zero(USD)::equals);
        var restated = new TreeMap<>(series(after, CORRECTED, definition).byWeek());
        restated.values().removeIf(Totals.zero(USD)::equals);

        assertThat(sums).isEqualTo(restated);
    }

    private static ShareSeries series(List<Decision> decisions, FxRates rates, Definition definition) {
        return ShareSeries.of(definition, decisions.stream()
                .flatMap(decision -> definition.scope().postings(decision, USD).stream()).toList(), rates);
    }

    private static List<String> between(List<Decision> before, List<Decision> after) {
        return Restatement.between(before, FxRates.NONE, after, FxRates.NONE, USD_NET).stream()
                .map(RestatementTest::words).toList();
    }

    private static String words(Restatement each) {
        return String.join(" ", each.opportunityId(), each.week().label(), each.cause().name(),
                each.delta().sourced().toPlainString(), each.delta().influenced().toPlainString(),
                each.delta().direct().toPlainString());
    }
}
