package io.dealledger.share;

import static io.dealledger.attribution.Tag.DIRECT;
import static io.dealledger.attribution.Tag.INFLUENCED;
import static io.dealledger.attribution.Tag.SOURCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Definition USD_NET = new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, new IsoWeeks(),
            ZoneOffset.UTC, Deals.USD);
    private static final Week W26 = USD_NET.calendar().parse("2026-W26");
    private static final Week W01 = USD_NET.calendar().parse("2026-W01");
    private static final Map<Gate, Gate.State> ALL_PASS = all(Gate.State.PASS);

    @Test
    void aSustainedMajorityWithAllGatesPassedIsPartnerLed() {
        Verdict verdict = verdict(weekly(51, 49), ALL_PASS);
        assertThat(verdict.label()).isEqualTo(Label.PARTNER_LED);
        assertThat(verdict.wording()).isEqualTo("partner-led");
        assertThat(verdict.failedGates()).isEmpty();
    }

    @Test
    void exactlyOneHalfIsNoMajority() {
        assertThat(verdict(weekly(50, 50), ALL_PASS).label()).isEqualTo(Label.TRANSITION);
    }

    @Test
    void exactlyTwoFifthsIsOnTheWay() {
        assertThat(verdict(weekly(40, 60), ALL_PASS).label()).isEqualTo(Label.TRANSITION);
    }

    @Test
    void aHairBelowTwoFifthsIsInfluencedAtBestThoughItShowsAsTwoFifths() {
        var series = weekly(4_000_000, 6_000_000);
        var byWeek = new TreeMap<>(series.byWeek());
        byWeek.merge(W26, posted(DIRECT, "0.01"), Totals::plus);
        Verdict verdict = verdict(new ShareSeries(USD_NET, byWeek), ALL_PASS);

        assertThat(verdict.r26().share()).isNotNull().satisfies(share -> assertThat(share.show())
                .isEqualTo("0.400000"));
        assertThat(verdict.label()).isEqualTo(Label.INFLUENCED_AT_BEST);
    }

    @Test
    void withoutAnyPartnerRevenueItIsDirectLed() {
        assertThat(verdict(weekly(0, 10), ALL_PASS).label()).isEqualTo(Label.DIRECT_LED);
    }

    @Test
    void influenceAloneIsInfluencedAtBest() {
        var byWeek = new TreeMap<>(weekly(0, 10).byWeek());
        byWeek.merge(W26, posted(INFLUENCED, "1.00"), Totals::plus);
        assertThat(verdict(new ShareSeries(USD_NET, byWeek), ALL_PASS).label()).isEqualTo(Label.INFLUENCED_AT_BEST);
    }

    @Test
    void fewerThan26WeeksAreInsufficientWhateverTheShare() {
        Verdict verdict = Verdict.of(weekly(90, 10), W26, USD_NET.calendar().parse("2026-W02"), ALL_PASS);
        assertThat(verdict.label()).isEqualTo(Label.INSUFFICIENT_DATA);
        assertThat(verdict.tests()).singleElement().satisfies(test -> assertThat(test.words())
                .isEqualTo("25 of 26 weeks known; R26 is 0.900000 (9/10)"));
    }

    @Test
    void aBucketBelowZeroIsInsufficient() {
        var byWeek = new TreeMap<>(weekly(90, 0).byWeek());
        byWeek.merge(W26, posted(DIRECT, "-1.00"), Totals::plus);
        assertThat(verdict(new ShareSeries(USD_NET, byWeek), ALL_PASS).label()).isEqualTo(Label.INSUFFICIENT_DATA);
    }

    @Test
    void aReadingWithoutAShareIsNotSustained() {
        // everything in one week: the first readings of R13 have nothing to divide by
        var byWeek = new TreeMap<>(Map.of(W26, posted(SOURCED, "1.00")));
        Verdict verdict = verdict(new ShareSeries(USD_NET, byWeek), ALL_PASS);
        assertThat(verdict.minR13()).isNull();
        assertThat(verdict.label()).isEqualTo(Label.MAJORITY_UNSUSTAINED);
        assertThat(verdict.isGated()).isFalse();
    }

    @Test
    void aGateThatFailsOrIsUnknownVetoes() {
        for (Gate gate : Gate.values()) {
            for (Gate.State state : new Gate.State[]{Gate.State.FAIL, Gate.State.UNKNOWN}) {
                var gates = new EnumMap<>(ALL_PASS);
                gates.put(gate, state);
                Verdict verdict = verdict(weekly(60, 40), gates);
                assertThat(verdict.label()).isEqualTo(Label.MAJORITY_MISALIGNED);
                assertThat(verdict.failedGates()).containsExactly(gate);
            }
        }
    }

    @Test
    void gatesThatNobodyMeasuredFail() {
        assertThat(verdict(weekly(60, 40), Map.of()).failedGates()).containsExactly(Gate.values());
    }

    /**
     * @param lead    added to sourced every week, so that every label comes up
     * @param failing the gate that fails, if there is one of that number
     */
    @Property
    void onlyTheFullEvidenceIsWordedPartnerLed(@ForAll @Size(26) List<@IntRange(max = 9) Integer> sourced,
            @ForAll @Size(26) List<@IntRange(max = 9) Integer> direct, @ForAll @IntRange(max = 5) int lead,
            @ForAll @IntRange(max = 9) int failing) {
        var byWeek = new TreeMap<Week, Totals>();
        var weeks = USD_NET.calendar().upTo(W26, 26);
        int[] margin = new int[26];
        for (int i = 0; i < 26; i++) {
            margin[i] = sourced.get(i) + lead - direct.get(i);
            byWeek.put(weeks.get(i), posted(SOURCED, sourced.get(i) + lead + ".00").plus(DIRECT,
                    new BigDecimal(direct.get(i))));
        }
        var gates = new EnumMap<>(ALL_PASS);
        Arrays.stream(Gate.values()).filter(gate -> gate.ordinal() == failing)
                .forEach(gate -> gates.put(gate, Gate.State.FAIL));
        Verdict verdict = verdict(new ShareSeries(USD_NET, byWeek), gates);

        boolean earned = Arrays.stream(margin).sum() > 0 && failing > 4;
        for (int end = 13; end <= 25; end++) {
            earned &= Arrays.stream(margin, end - 12, end + 1).sum() > 0;
        }
        Statistics.collect(verdict.label());
        assertThat(verdict.wording().toLowerCase(Locale.ROOT).matches(".*partner[-_ ]led.*")).isEqualTo(earned);
        assertThat(verdict.label() == Label.PARTNER_LED).isEqualTo(earned);
    }

    @Test
    void noOtherLabelIsWordedPartnerLed() {
        assertThat(Label.values()).filteredOn(label -> label != Label.PARTNER_LED)
                .allSatisfy(
                        label -> assertThat(label.wording() + label.name()).doesNotContainIgnoringCase("partner-led")
                                .doesNotContainIgnoringCase("partner_led").doesNotContainIgnoringCase("partner led"));
    }

    private static Verdict verdict(ShareSeries series, Map<Gate, Gate.State> gates) {
        return Verdict.of(series, W26, W01, gates);
    }

    /** The same sourced and direct amounts in every one of 26 weeks. */
    private static ShareSeries weekly(int sourced, int direct) {
        var byWeek = new TreeMap<Week, Totals>();
        USD_NET.calendar().upTo(W26, 26).forEach(week -> byWeek.put(week,
                posted(SOURCED, sourced + ".00").plus(DIRECT, new BigDecimal(direct))));
        return new ShareSeries(USD_NET, byWeek);
    }

    private static Totals posted(Tag tag, String amount) {
        return Totals.zero(Deals.USD).plus(tag, new BigDecimal(amount));
    }

    private static Map<Gate, Gate.State> all(Gate.State state) {
        var gates = new EnumMap<Gate, Gate.State>(Gate.class);
        Arrays.stream(Gate.values()).forEach(gate -> gates.put(gate, state));
        return gates;
    }
}
