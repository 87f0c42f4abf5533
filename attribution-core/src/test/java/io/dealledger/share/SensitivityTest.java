package io.dealledger.share;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.Deals.won;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.FxRates;
import io.dealledger.share.Sensitivity.Change;
import io.dealledger.share.Sensitivity.Retag;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final Definition USD_NET = new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, new IsoWeeks(),
            ZoneOffset.UTC, Deals.USD);
    private static final Week W26 = new IsoWeeks().parse("2026-W26");
    private static final Map<Gate, Gate.State> ALL_PASS = Arrays.stream(Gate.values())
            .collect(Collectors.toMap(Function.identity(), _ -> Gate.State.PASS));

    @Test
    void oneLargeDealMayDecideAMajority() {
        // sourced 60 of 100: without D1's 40 it is 20 of 100, without D2's 20 it is 40, in transition
        var sensitivity = sensitivity(List.of(won("D1", SOURCED, "40.00", W26_DAY),
                won("D2", SOURCED, "20.00", W26_DAY), won("D3", DIRECT, "40.00", W26_DAY)));

        assertThat(sensitivity.label()).isEqualTo(Label.MAJORITY_UNSUSTAINED);
        assertThat(sensitivity.weaker()).isEqualTo(new Change(Label.INFLUENCED_AT_BEST,
                List.of(new Retag("D1", SOURCED, DIRECT, new BigDecimal("40.00"))), true));
        assertThat(sensitivity.stronger()).isNull();
    }

    @Test
    void exactlyOneHalfNeedsOnlyTheSmallestStep() {
        var sensitivity = sensitivity(List.of(won("D1", SOURCED, "50.00", W26_DAY),
                won("D2", DIRECT, "30.00", W26_DAY), won("D3", INFLUENCED, "20.00", W26_DAY)));

        assertThat(sensitivity.label()).isEqualTo(Label.TRANSITION);
        assertThat(Objects.requireNonNull(sensitivity.stronger()).deals())
                .containsExactly(new Retag("D2", DIRECT, SOURCED, new BigDecimal("30.00")));
    }

    @Test
    void aDirectCompanyIsOneDealFromInfluence() {
        var sensitivity = sensitivity(List.of(won("D1", DIRECT, "30.00", W26_DAY),
                won("D2", DIRECT, "70.00", W26_DAY)));

        assertThat(sensitivity.label()).isEqualTo(Label.DIRECT_LED);
        assertThat(Objects.requireNonNull(sensitivity.stronger()).deals()).extracting(Retag::opportunityId)
                .containsExactly("D2");
        assertThat(sensitivity.weaker()).isNull();
    }

    @Test
    void withoutDataNothingDecides() {
        assertThat(sensitivity(List.of())).isEqualTo(new Sensitivity(Label.INSUFFICIENT_DATA, null, null));
    }

    @Test
    void aSustainedMajorityIsLostWithItsWeakestQuarter() {
        // every week 60 sourced, 40 direct, but week 20 is 60 to 270 and holds one deal more of 190 sourced: 250 to 270
        var decisions = new ArrayList<Decision>();
        for (int week = 1; week <= 26; week++) {
            String day = new IsoWeeks().parse("2026-W%02d".formatted(week)).firstDay() + "T12:00:00Z";
            decisions.add(won("S" + week, SOURCED, "60.00", day));
            decisions.add(won("D" + week, DIRECT, week == 20 ? "270.00" : "40.00", day));
            if (week == 20) {
                decisions.add(won("BIG", SOURCED, "190.00", day));
            }
        }
        var sensitivity = sensitivity(decisions);

        assertThat(sensitivity.label()).isEqualTo(Label.PARTNER_LED);
        // R13 with week 20 is (13 x 60 + 190) / (13 x 100 + 230 + 190) = 970/1720; less BIG it is 780/1720
        assertThat(sensitivity.weaker()).isEqualTo(new Change(Label.MAJORITY_UNSUSTAINED,
                List.of(new Retag("BIG", SOURCED, DIRECT, new BigDecimal("190.00"))), true));
    }

    /** Small companies, so that all subsets can be tried: none smaller than the answer changes the label that way. */
    @Property(tries = 400)
    void noFewerDealsWouldDo(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 30) Integer> amounts,
            @ForAll @Size(8) List<@IntRange(max = 2) Integer> tags,
            @ForAll @Size(8) List<@IntRange(min = 1, max = 26) Integer> weeks) {
        var decisions = new ArrayList<>(everyWeek());
        for (int i = 0; i < amounts.size(); i++) {
            decisions.add(won("D" + i, Tag.values()[tags.get(i)], amounts.get(i) + ".00",
                    new IsoWeeks().parse("2026-W%02d".formatted(weeks.get(i))).firstDay() + "T12:00:00Z"));
        }
        var sensitivity = sensitivity(decisions);
        Statistics.collect(sensitivity.label());
        check(decisions, sensitivity.label(), sensitivity.weaker(), true, amounts.size());
        check(decisions, sensitivity.label(), sensitivity.stronger(), false, amounts.size());
    }

    private static void check(List<Decision> decisions, Label label, @Nullable Change change,
            boolean weaker, int count) {
        int fewest = Integer.MAX_VALUE;
        for (int mask = 1; mask < 1 << count; mask++) {
            Set<String> chosen = new HashSet<>();
            for (int i = 0; i < count; i++) {
                if ((mask & 1 << i) != 0) {
                    chosen.add("D" + i);
                }
            }
            Label other = verdict(retagged(decisions, chosen, weaker ? DIRECT : SOURCED)).label();
            boolean found = weaker ? other.compareTo(label) > 0 : other.compareTo(label) < 0;
            if (found && other != Label.INSUFFICIENT_DATA) {
                fewest = Math.min(fewest, chosen.size());
            }
        }
        if (change != null) {
            Set<String> chosen = change.deals().stream().map(Retag::opportunityId).collect(Collectors.toSet());
            assertThat(verdict(retagged(decisions, chosen, weaker ? DIRECT : SOURCED)).label()).isEqualTo(change.to())
                    .isNotEqualTo(label);
            if (change.smallest()) {
                assertThat(change.deals().size()).isLessThanOrEqualTo(fewest);
            }
        } else {
            assertThat(fewest).as("deals that change " + label).isEqualTo(Integer.MAX_VALUE);
        }
    }

    private static List<Decision> retagged(List<Decision> decisions, Set<String> chosen, Tag to) {
        return decisions.stream().map(decision -> !chosen.contains(decision.deal().opportunityId())
                ? decision
                : won(decision.deal().opportunityId(), to,
                        Objects.requireNonNull(decision.deal().amount()).toPlainString(),
                        Objects.requireNonNull(decision.deal().closedAt()).toString()))
                .toList();
    }

    /** A little of both in every week, too little to decide much, so that every reading has a share. */
    private static List<Decision> everyWeek() {
        var decisions = new ArrayList<Decision>();
        for (int week = 1; week <= 26; week++) {
            String day = new IsoWeeks().parse("2026-W%02d".formatted(week)).firstDay() + "T12:00:00Z";
            decisions.add(won("P" + week, SOURCED, "0.01", day));
            decisions.add(won("Q" + week, DIRECT, "0.01", day));
        }
        return decisions;
    }

    private static final String W26_DAY = "2026-06-24T12:00:00Z";

    private static Sensitivity sensitivity(Collection<Decision> decisions) {
        return Sensitivity.of(verdict(decisions), USD_NET, postings(decisions), FxRates.NONE);
    }

    private static Verdict verdict(Collection<Decision> decisions) {
        return Verdict.of(ShareSeries.of(USD_NET, postings(decisions), FxRates.NONE), W26, null, ALL_PASS);
    }

    private static List<Posting> postings(Collection<Decision> decisions) {
        return decisions.stream().flatMap(decision -> Postings.of(decision).stream()).toList();
    }
}
