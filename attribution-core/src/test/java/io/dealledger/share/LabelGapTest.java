package io.dealledger.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.share.ShareSeries.Reading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LabelGapTest {
    private static final IsoWeeks ISO = new IsoWeeks();

    @Test
    void aLabelDeclaredBeforeItWasEarnedIsAFinding() {
        // earned with 2026-W28, which ends on Sunday 12 July
        var gap = LabelGap.of("Partner-Led", LocalDate.parse("2026-06-03"), List.of(judged("2026-W28", 60),
                judged("2026-W29", 60), judged("2026-W27", 45)));

        assertThat(gap.declared()).isEqualTo("partner_led");
        assertThat(gap.computed()).isEqualTo(Label.PARTNER_LED);
        assertThat(gap.firstEarned()).isEqualTo("2026-07-13");
        assertThat(gap.leadDays()).isEqualTo(-40);
        assertThat(gap.isFinding()).isTrue();
    }

    @Test
    void aLabelDeclaredOnceItWasEarnedIsNone() {
        var gap = LabelGap.of("partner led", LocalDate.parse("2026-07-13"), List.of(judged("2026-W28", 60)));
        assertThat(gap.leadDays()).isZero();
        assertThat(gap.isFinding()).isFalse();
    }

    @Test
    void aLabelNeverEarnedIsAFindingWithoutALead() {
        var gap = LabelGap.of("partner_led", LocalDate.parse("2026-07-13"), List.of(judged("2026-W28", 45)));
        assertThat(gap.computed()).isEqualTo(Label.TRANSITION);
        assertThat(gap.leadDays()).isNull();
        assertThat(gap.isFinding()).isTrue();
    }

    @Test
    void whatWasNeverJudgedIsNotEarned() {
        assertThat(LabelGap.of("direct_led", LocalDate.parse("2026-07-13"), List.of()))
                .isEqualTo(new LabelGap("direct_led", LocalDate.parse("2026-07-13"), null, null));
    }

    /** A verdict whose every reading has the same share, in percent. */
    private static Verdict judged(String label, int percent) {
        Week week = ISO.parse(label);
        var totals = new Totals(BigDecimal.valueOf(percent), BigDecimal.ZERO, BigDecimal.valueOf(100L - percent),
                Collections.emptySortedSet());
        var reading = new Reading(week, week, 1, totals);
        return new Verdict(week, null, reading, List.of(reading), Arrays.stream(Gate.values())
                .collect(Collectors.toMap(Function.identity(), _ -> Gate.State.PASS)));
    }
}
