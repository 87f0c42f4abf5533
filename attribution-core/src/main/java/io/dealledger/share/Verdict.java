package io.dealledger.share;

import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.share.ShareSeries.Reading;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The label of a week (domain rules 1.2) with the evidence that earns it. The label is not a component: nobody can
 * build a verdict that says more than its evidence, and only a verdict hands out a wording.
 *
 * @param completeWeeks weeks of history up to and with this one; null where history is not limited
 * @param r26           the last two quarters
 * @param r13           the last 13 weekly readings of the trailing quarter, oldest first
 * @param gates         a state for every gate
 */
public record Verdict(Week week, @Nullable Long completeWeeks, Reading r26, List<Reading> r13,
        Map<Gate, Gate.State> gates) {
    static final int HALF_YEAR = 26;
    static final int QUARTER = 13;
    static final int READINGS = 13;
    private static final Fraction TWO_FIFTHS = Fraction.of(2, 5);

    public Verdict {
        r13 = List.copyOf(r13);
        var states = new EnumMap<Gate, Gate.State>(Gate.class);
        for (Gate gate : Gate.values()) {
            states.put(gate, gates.getOrDefault(gate, Gate.State.UNKNOWN));
        }
        gates = Collections.unmodifiableMap(states);
    }

    /** One test that was made, e.g. {@code majority}. */
    public record Test(String code, boolean passed, String words) {}

    /**
     * @param historyFrom the first week of which anything is known; null where history is not limited
     * @param gates       those measured; the others are unknown
     */
    public static Verdict of(ShareSeries series, Week week, @Nullable Week historyFrom, Map<Gate, Gate.State> gates) {
        Long completeWeeks = historyFrom == null
                ? null
                : Long.valueOf(ChronoUnit.WEEKS.between(historyFrom.firstDay(), week.firstDay()) + 1);
        return new Verdict(week, completeWeeks, series.rolling(week, HALF_YEAR), quarters(series, week), gates);
    }

    /** The same week, history and gates over other numbers. */
    Verdict over(ShareSeries series) {
        return new Verdict(week, completeWeeks, series.rolling(week, HALF_YEAR), quarters(series, week), gates);
    }

    public Label label() {
        if (!enoughData().passed()) {
            return Label.INSUFFICIENT_DATA;
        }
        if (majority().passed()) {
            return !sustained().passed()
                    ? Label.MAJORITY_UNSUSTAINED
                    : failedGates().isEmpty() ? Label.PARTNER_LED : Label.MAJORITY_MISALIGNED;
        }
        if (nearMajority().passed()) {
            return Label.TRANSITION;
        }
        return partnerRevenue().passed() ? Label.INFLUENCED_AT_BEST : Label.DIRECT_LED;
    }

    /** How the label may be worded in public. */
    public String wording() {
        return label().wording();
    }

    /** The tests in order, up to the one that decided. */
    public List<Test> tests() {
        return switch (label()) {
            case INSUFFICIENT_DATA -> List.of(enoughData());
            case MAJORITY_UNSUSTAINED -> List.of(enoughData(), majority(), sustained());
            case PARTNER_LED, MAJORITY_MISALIGNED -> Stream.concat(
                    Stream.of(enoughData(), majority(), sustained()), gateTests()).toList();
            case TRANSITION -> List.of(enoughData(), majority(), nearMajority());
            case INFLUENCED_AT_BEST, DIRECT_LED ->
                List.of(enoughData(), majority(), nearMajority(), partnerRevenue());
        };
    }

    /** The gates that did not pass, unknown ones included, whatever the share is. */
    public List<Gate> failedGates() {
        return gates.entrySet().stream().filter(gate -> gate.getValue() != Gate.State.PASS).map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the gates were looked at: they are only where a sustained majority is there to veto. */
    public boolean isGated() {
        return switch (label()) {
            case PARTNER_LED, MAJORITY_MISALIGNED -> true;
            case MAJORITY_UNSUSTAINED, TRANSITION, INFLUENCED_AT_BEST, DIRECT_LED, INSUFFICIENT_DATA -> false;
        };
    }

    /** The least of the readings of the trailing quarter; null where one of them has no share. */
    public @Nullable Fraction minR13() {
        var shares = new ArrayList<Fraction>();
        for (Reading reading : r13) {
            Fraction share = reading.share();
            if (share == null) {
                return null;
            }
            shares.add(share);
        }
        return shares.isEmpty() ? null : Collections.min(shares);
    }

    private static List<Reading> quarters(ShareSeries series, Week week) {
        return series.definition().calendar().upTo(week, READINGS).stream().map(to -> series.rolling(to, QUARTER))
                .toList();
    }

    private Test enoughData() {
        boolean enough = completeWeeks == null || completeWeeks >= HALF_YEAR;
        return new Test("enough_data", enough && r26.share() != null,
                (completeWeeks == null ? "history is not limited" : Math.max(0, completeWeeks) + " of 26 weeks known")
                        + "; R26 is " + shown(r26.share()));
    }

    private Test majority() {
        Fraction share = r26.share();
        return new Test("majority", share != null && share.isMoreThan(Fraction.HALF),
                "R26 is " + shown(share) + "; above 1/2 is a majority");
    }

    private Test sustained() {
        Fraction min = minR13();
        return new Test("sustained", min != null && min.isMoreThan(Fraction.HALF),
                "the least of the last 13 readings of R13 is " + shown(min) + "; above 1/2 is sustained");
    }

    private Stream<Test> gateTests() {
        return gates.entrySet().stream().map(gate -> new Test(RecordJson.word(gate.getKey()),
                gate.getValue() == Gate.State.PASS, "gate is " + RecordJson.word(gate.getValue())));
    }

    private Test nearMajority() {
        Fraction share = r26.share();
        return new Test("near_majority", share != null && share.compareTo(TWO_FIFTHS) >= 0,
                "R26 is " + shown(share) + "; 2/5 to 1/2 is the way to a majority");
    }

    private Test partnerRevenue() {
        Totals totals = r26.totals();
        return new Test("partner_revenue", totals.sourced().signum() > 0 || totals.influenced().signum() > 0,
                "sourced " + totals.sourced().toPlainString() + ", influenced " + totals.influenced().toPlainString());
    }

    private static String shown(@Nullable Fraction share) {
        return share == null ? "not known" : share.show() + " (" + share + ")";
    }
}
