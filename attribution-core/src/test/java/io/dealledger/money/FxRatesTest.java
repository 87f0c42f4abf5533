package io.dealledger.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class FxRatesTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private static final FxRates RATES = FxRates.of(List.of(
            rate(EUR, "1.25", "2026-03-01", NEW_YEAR, 4), rate(EUR, "1.13", "2026-01-01", NEW_YEAR, 1),
            rate(EUR, "1.10", "2026-02-01", NEW_YEAR, 2), rate(JPY, "0.006543", "2026-02-01", NEW_YEAR, 3)));

    @Test
    void aRateHoldsFromItsDateToTheDayBeforeTheNext() {
        assertThat(RATES.rate(EUR, USD, LocalDate.parse("2026-01-31"))).isEqualTo(Fraction.parse("1.13"));
        assertThat(RATES.rate(EUR, USD, LocalDate.parse("2026-02-01"))).isEqualTo(Fraction.parse("1.10"));
        assertThat(RATES.rate(EUR, USD, LocalDate.parse("2026-02-28"))).isEqualTo(Fraction.parse("1.10"));
    }

    @Test
    void beforeTheFirstRateThereIsNone() {
        assertThat(RATES.rate(EUR, USD, LocalDate.parse("2025-12-31"))).isNull();
        assertThat(RATES.convert(BigDecimal.ONE, EUR, USD, LocalDate.parse("2025-12-31"))).isNull();
    }

    @Test
    void anInverseOrCrossRateIsNotInvented() {
        assertThat(RATES.rate(USD, EUR, LocalDate.parse("2026-03-01"))).isNull();
        assertThat(RATES.rate(EUR, JPY, LocalDate.parse("2026-03-01"))).isNull();
    }

    @Test
    void aCurrencyIsWorthItself() {
        assertThat(FxRates.NONE.rate(USD, USD, LocalDate.parse("2026-03-01"))).isEqualTo(Fraction.ONE);
    }

    @Test
    void ofTwoRatesForOneDayTheOneRecordedLastStands() {
        var earlier = rate(EUR, "1.20", "2026-03-01", NEW_YEAR.minusSeconds(1), 9);
        var sameInstant = rate(EUR, "1.30", "2026-03-01", NEW_YEAR, 5);
        var first = rate(EUR, "1.25", "2026-03-01", NEW_YEAR, 4);

        for (var rates : List.of(List.of(earlier, first, sameInstant), List.of(sameInstant, first, earlier))) {
            assertThat(FxRates.of(rates).rate(EUR, USD, LocalDate.parse("2026-03-02")))
                    .isEqualTo(Fraction.parse("1.30"));
        }
    }

    @Test
    void convertsHalfEvenToTheMinorUnit() {
        assertThat(RATES.convert(new BigDecimal("100.50"), EUR, USD, LocalDate.parse("2026-01-02")))
                .isEqualTo(new BigDecimal("113.56"));
        assertThat(RATES.convert(new BigDecimal("-100.50"), EUR, USD, LocalDate.parse("2026-01-02")))
                .isEqualTo(new BigDecimal("-113.56"));
        assertThat(RATES.convert(new BigDecimal("1000"), JPY, USD, LocalDate.parse("2026-02-02")))
                .isEqualTo(new BigDecimal("6.54"));
    }

    private static FxRates.Rate rate(Currency base, String rate, String date, Instant recordedAt, long sequence) {
        return new FxRates.Rate(base, USD, Fraction.parse(rate), LocalDate.parse(date), recordedAt, sequence);
    }
}
