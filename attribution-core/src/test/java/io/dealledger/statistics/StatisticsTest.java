package io.dealledger.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.statistics.StratifiedRates.Observation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Nested
    class WelchsInterval {
        private final StudentT studentT = new CommonsStudentT();

        /**
         * A = 1, 3: mean 2, squared error of the mean 2/2 = 1. B = 0, 4: mean 2, 8/2 = 4. df = 5^2 / (1/1 + 16/1) =
         * 25/17.
         */
        @Test
        void hasExactMeansAndDegreesOfFreedom() {
            Welch welch = Welch.of(numbers(1, 3), numbers(0, 4), studentT);
            assertThat(welch.difference()).isEqualTo(Fraction.ZERO);
            assertThat(welch.df()).isEqualTo(Fraction.of(25, 17));
            assertThat(requireNonNull(welch.standardError()).pow(2).setScale(20, RoundingMode.HALF_EVEN))
                    .isEqualByComparingTo("5");
        }

        @Test
        void isNeverAVerdictOnTooLittle() {
            Welch one = Welch.of(numbers(1), numbers(0, 4, 5), studentT);
            assertThat(one.low()).isNull();
            assertThat(one.meanA()).isEqualTo(Fraction.ONE);
            assertThat(one.verdict(Fraction.ZERO, 1)).isEqualTo(Welch.Verdict.INCONCLUSIVE_SMALL_SAMPLE);
            assertThat(Welch.of(numbers(), numbers(0, 4), studentT).difference()).isNull();
        }

        @Test
        void isAPointWhereNothingVaries() {
            Welch point = Welch.of(numbers(1, 1), numbers(2, 2), studentT);
            assertThat(point.df()).isNull();
            assertThat(point.verdict(Fraction.ZERO, 2)).isEqualTo(Welch.Verdict.BELOW_PARITY);
            assertThat(Welch.of(numbers(2, 2), numbers(2, 2), studentT).verdict(Fraction.ZERO, 2))
                    .isEqualTo(Welch.Verdict.INCONCLUSIVE);
            assertThat(Welch.of(numbers(2, 2), numbers(2, 2), studentT).verdict(Fraction.of(1, 100), 2))
                    .isEqualTo(Welch.Verdict.PARITY_SUPPORTED);
        }
    }

    /** 8 of 10: the textbook's interval is 0.4902 to 0.9433; 0 of 10: 0 to 0.2775. */
    @Test
    void wilsonsIntervalIsThatOfTheTextbook() {
        assertThat(Wilson.of(8, 10)).satisfies(wilson -> {
            assertThat(wilson.low().setScale(4, RoundingMode.HALF_EVEN)).isEqualByComparingTo("0.4902");
            assertThat(wilson.high().setScale(4, RoundingMode.HALF_EVEN)).isEqualByComparingTo("0.9433");
        });
        assertThat(Wilson.of(0, 10)).satisfies(wilson -> {
            assertThat(wilson.low().setScale(9, RoundingMode.HALF_EVEN)).isZero();
            assertThat(wilson.high().setScale(4, RoundingMode.HALF_EVEN)).isEqualByComparingTo("0.2775");
        });
        assertThat(Wilson.of(0, 0)).isNull();
    }

    @Nested
    class RankCorrelation {
        /**
         * x ranks 1, 2.5, 2.5, 4, 5 and y ranks 1..5 less 3: sum of products (-2)(-2) + (-0.5)(-1) + 0 + 1 + 4 = 9.5;
         * squares 4 + 0.25 + 0.25 + 1 + 4 = 9.5 and 10: rho = 9.5 / sqrt(95) = 0.974679.
         */
        @Test
        void sharesRanksBetweenEqualValues() {
            assertThat(Spearman.rho(List.of(1, 7, 7, 8, 9), List.of(1, 2, 3, 4, 5))).isEqualTo("0.974679");
        }

        @Test
        void isNullForFewerThanFiveOrWithoutVariation() {
            assertThat(Spearman.rho(List.of(1, 2, 3, 4), List.of(1, 2, 3, 4))).isNull();
            assertThat(Spearman.rho(List.of(1, 1, 1, 1, 1), List.of(1, 2, 3, 4, 5))).isNull();
        }
    }

    @Nested
    class StratifiedComparison {
        /** Equal in each stratum, yet 20% against 10% pooled: no reversal, for the fair comparison says equal. */
        @Test
        void seesThroughAMixOfStrata() {
            StratifiedRates rates = StratifiedRates.of(List.of(seen("high", Channel.PARTNER, 20, 100),
                    seen("high", Channel.DIRECT, 2, 10), seen("low", Channel.DIRECT, 9, 100)));
            assertThat(rates.crudeRatio()).isEqualTo(Fraction.of(2, 1));
            assertThat(rates.standardised()).isEqualTo(Fraction.ONE);
            assertThat(rates.comparableShare()).isEqualTo(Fraction.of(110, 210));
            assertThat(rates.isSimpsonReversal()).isFalse();
        }

        @Test
        void isNullWithoutAStratumOfBoth() {
            StratifiedRates rates = StratifiedRates.of(
                    List.of(seen("a", Channel.PARTNER, 1, 10), seen("b", Channel.DIRECT, 1, 10)));
            assertThat(rates.standardised()).isNull();
            assertThat(rates.comparableShare()).isEqualTo(Fraction.ZERO);
            assertThat(StratifiedRates.of(List.of()).comparableShare()).isNull();
        }

        private static Observation seen(String stratum, Channel channel, long part, long basis) {
            return new Observation(stratum, channel, BigDecimal.valueOf(part), BigDecimal.valueOf(basis));
        }
    }

    private static List<Fraction> numbers(int... values) {
        return IntStream.of(values).mapToObj(value -> Fraction.of(value, 1)).toList();
    }
}
