package io.dealledger.program;

import static io.dealledger.attribution.Decided.sourced;
import static io.dealledger.attribution.Decided.tagged;
import static io.dealledger.program.Company.H1;
import static io.dealledger.program.Company.USD;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Policy;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CosellActivity;
import io.dealledger.fact.LabelDeclared;
import io.dealledger.fact.MotionStarted;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.TimeToMotion.Motion;
import io.dealledger.program.TimeToMotion.Quarter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MotionAndForecastTest {
    /**
     * M26: acme's motion starts 1 January; its demo does not count, bolt's discovery is another's, its own comes on day
     * 31. The label was declared in February: the quarter ended 1 April. Of two sellers with a quota in January one has
     * none in June.
     */
    @Test
    void measuresHowLongAMotionTakesToMove() {
        Company company = new Company().at("2026-01-01", new MotionStarted("m1", "acme"))
                .at("2026-05-01", new MotionStarted("m2", null)).at("2026-01-05", cosell("acme", "demo"))
                .at("2026-01-09", cosell("bolt", "joint_discovery")).at("2025-12-31", cosell("acme", "joint_discovery"))
                .at("2026-02-01", cosell("acme", "joint_discovery"))
                .at("2026-02-10", new LabelDeclared("partner-led", "ceo")).at("2025-12-01", quota("ae-1", "2026-H1"))
                .at("2025-12-01", quota("ae-2", "2026-Q1"));
        TimeToMotion motion = TimeToMotion.of(company.evidence(), Recorded.instant("2026-06-01"),
                Policy.STANDARD.activitiesThatCount(), MotionAndForecastTest::r26);
        assertThat(motion.motions()).containsExactly(new Motion("m1", Recorded.instant("2026-01-01"), 31L),
                new Motion("m2", Recorded.instant("2026-05-01"), null));
        assertThat(motion.quarters())
                .containsExactly(new Quarter(LocalDate.parse("2026-04-01"), Fraction.of(1, 4)));
        assertThat(motion.attrition()).isEqualTo(Fraction.HALF);
    }

    private static @Nullable Fraction r26(LocalDate day) {
        return day.equals(LocalDate.parse("2026-04-01")) ? Fraction.of(1, 4) : null;
    }

    /**
     * M27: 1000 of sourced pipeline is open; of five sourced deals closed four were won: 800, and by Wilson's interval
     * for 4 of 5 (0.3755 to 0.9638) 375.5 to 963.8. Direct: two closed deals say nothing but an interval.
     */
    @Test
    void forecastsOpenPipelineByTheWinRateOfItsTag() {
        Company company = new Company().deal(sourced("O1", "acme").qualified("600.00", "2026-05-01"))
                .deal(sourced("O2", "acme").qualified("400.00", "2026-05-01"))
                .deal(sourced("O3", "acme").created("2026-05-01"))
                .deal(tagged("O4", Tag.DIRECT).qualified("50.00", "2026-05-01"))
                .deal(tagged("L1", Tag.DIRECT).lost("2026-03-01"))
                .deal(tagged("W1", Tag.DIRECT).won("1.00", "2026-03-01")).deal(sourced("L2", "acme").lost("2026-03-01"))
                .deal(sourced("L3", "acme").lost("2025-03-01"));
        for (int i = 0; i < 4; i++) {
            company.deal(sourced("S" + i, "acme").won("1.00", "2026-03-01"));
        }
        TaggedForecast forecast = TaggedForecast.of(company.evidence(), H1);
        TaggedForecast.Line line = forecast.lines().get(Tag.SOURCED);
        assertThat(line).isNotNull().satisfies(sourced -> {
            assertThat(sourced.open()).isEqualByComparingTo("1000.00");
            assertThat(sourced.openDeals()).isEqualTo(2);
            assertThat(sourced.expected()).isEqualTo(Fraction.of(800, 1));
            assertThat(forecast.at(sourced, sourced.winRate() == null ? null : sourced.winRate().low()))
                    .satisfies(low -> assertThat(low.setScale(1, RoundingMode.HALF_EVEN)).isEqualTo("375.5"));
        });
        assertThat(forecast.lines().get(Tag.DIRECT)).isNotNull().satisfies(direct -> {
            assertThat(direct.expected()).isNull();
            assertThat(direct.winRate()).isNotNull();
        });
    }

    private static CosellActivity cosell(String partner, String activity) {
        return new CosellActivity(partner, activity, null, "A1");
    }

    private static QuotaAssigned quota(String ae, String period) {
        return new QuotaAssigned(ae, BigDecimal.TEN, USD, period, null);
    }
}
