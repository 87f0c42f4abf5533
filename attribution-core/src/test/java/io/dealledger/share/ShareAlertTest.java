package io.dealledger.share;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.Deals.refund;
import static io.dealledger.share.Deals.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dealledger.attribution.Decision;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.share.ShareAlert.Mover;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareAlertTest {
    private static final IsoWeeks ISO = new IsoWeeks();
    private static final Definition USD_NET = new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, ISO, ZoneOffset.UTC,
            Deals.USD);

    @Test
    void aShareWellAboveOneHalfAndSteadyIsQuiet() {
        assertThat(alert(weekly(60, 40), "2026-W20")).isNull();
    }

    @Test
    void exactlyTheMarginIsNear() {
        assertThat(alert(weekly(52, 48), "2026-W20")).isNotNull().extracting(ShareAlert::cause)
                .isEqualTo(ShareAlert.Cause.NEAR_HALF);
        assertThat(alert(weekly(521, 479), "2026-W20")).isNull();
    }

    @Test
    void threeFallsRunningAreSaidThoughTheShareIsHigh() {
        // 80% each week; W18, W19 and W20 each bring one direct deal more
        List<Decision> decisions = weekly(80, 20);
        decisions.add(won("X18", DIRECT, "5.00", noon("2026-W18")));
        decisions.add(won("X19", DIRECT, "7.00", noon("2026-W19")));
        assertThat(alert(decisions, "2026-W19")).isNull();
        decisions.add(won("X20", DIRECT, "6.00", noon("2026-W20")));

        ShareAlert alert = Objects.requireNonNull(alert(decisions, "2026-W20"));
        assertThat(alert.cause()).isEqualTo(ShareAlert.Cause.FALLING);
        assertThat(alert.readings()).hasSize(4);
        // what came in since W17 and is not sourced, and what went out since then and was
        assertThat(alert.movers()).extracting(Mover::opportunityId).containsExactly("S05", "S06", "S07", "D18", "D19",
                "D20", "X19", "X20", "X18");
        assertThat(alert.movers()).last()
                .isEqualTo(new Mover("X18", DIRECT, ISO.parse("2026-W18"), true, new BigDecimal("5.00")));
    }

    @Test
    void aRefundOfASourcedDealIsAmongTheMovers() {
        List<Decision> decisions = weekly(50, 50);
        decisions.add(won("BIG", SOURCED, "100.00", noon("2026-W10"), refund("e1", "90.00", noon("2026-W20"))));

        assertThat(Objects.requireNonNull(alert(decisions, "2026-W20")).movers()).first()
                .isEqualTo(new Mover("BIG", SOURCED, ISO.parse("2026-W20"), true, new BigDecimal("-90.00")));
    }

    @Test
    void aRuleThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShareAlert.Rule(Fraction.of(-1, 50), 3))
                .withMessage("an alert within -1/50 of one half or after 3 falls is none; "
                        + "margin 0 or more and 1 week or more are");
    }

    private static @Nullable ShareAlert alert(List<Decision> decisions, String week) {
        return ShareAlert.of(ShareAlert.Rule.STANDARD, USD_NET, decisions.stream()
                .flatMap(decision -> Postings.of(decision).stream()).toList(), FxRates.NONE, ISO.parse(week));
    }

    /** S01 to S30 sourced and D01 to D30 direct, one of each a week. */
    private static List<Decision> weekly(int sourced, int direct) {
        var decisions = new ArrayList<Decision>();
        for (int week = 1; week <= 30; week++) {
            String number = "%02d".formatted(week);
            decisions.add(won("S" + number, SOURCED, sourced + ".00", noon("2026-W" + number)));
            decisions.add(won("D" + number, DIRECT, direct + ".00", noon("2026-W" + number)));
        }
        return decisions;
    }

    private static String noon(String week) {
        return ISO.parse(week).firstDay() + "T12:00:00Z";
    }
}
