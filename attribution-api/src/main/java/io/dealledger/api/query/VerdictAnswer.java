package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.api.query.ShareAnswer.Bounds;
import io.dealledger.api.query.ShareAnswer.Sums;
import io.dealledger.api.query.VerdictReading.Judged;
import io.dealledger.api.query.VerdictReading.Setting;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.Enablement;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.Gate;
import io.dealledger.share.GateReading;
import io.dealledger.share.Label;
import io.dealledger.share.LabelGap;
import io.dealledger.share.Sensitivity;
import io.dealledger.share.ShareAlert;
import io.dealledger.share.ShareSeries.Reading;
import io.dealledger.share.Verdict;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The honest label of a week, and everything that it follows from.
 *
 * @param complete       whether the week had ended and nothing of its two quarters is known to be missing
 * @param historyFrom    the first week of which anything is known; null where history is not limited
 * @param completeWeeks  weeks of history up to and with this one
 * @param label          e.g. {@code transition}
 * @param wording        the only way in which it may be worded
 * @param minR13         the least of the last 13 readings of R13; null where one has no share
 * @param tests          those made, in order, up to the one that decided
 * @param gates          all five, whether they decided or not
 * @param failedGates    those that did not pass, unknown ones included
 * @param unknown        what nobody measured, in words
 * @param decidedBy      the fewest deals that, tagged otherwise, would change the label
 * @param labelGap       null where no label was declared by then
 * @param alert          null where the share needs no protecting
 * @param warnings       what gates nothing, but must be said beside the label
 * @param incompleteWeeks of its two quarters, and why, feed by feed: with what is missing the label might be another
 */
record VerdictAnswer(String definition, String policy, boolean whatIf, @Nullable Instant asOf, long position,
        String currency, String week, boolean complete, boolean weekComplete, @Nullable String historyFrom,
        @Nullable Long completeWeeks,
        String label, String wording, Window r26, @Nullable String minR13, List<Window> r13, List<Step> tests,
        List<GateAnswer> gates, List<String> failedGates, List<String> unknown, Decisive decidedBy,
        @Nullable Gap labelGap, @Nullable Alert alert, @Nullable Bounds disputeBounds, List<String> warnings,
        List<IncompleteWeek> incompleteWeeks) {
    record Window(String first, String to, int weeks, Sums sums) {
        static Window of(Reading reading) {
            return new Window(reading.first().label(), reading.to().label(), reading.weeks(),
                    Sums.of(reading.totals()));
        }
    }

    record Step(String code, boolean passed, String words) {}

    /** @param weaker what would take the label away @param stronger what would earn the next one; null where no tags would */
    record Decisive(@Nullable Change weaker, @Nullable Change stronger) {}

    /**
     * @param to       the label that it would be; null for the strongest, which only a verdict may name
     * @param smallest whether no smaller set of deals does it
     */
    record Change(@Nullable String to, boolean smallest, List<Retag> deals) {}

    record Retag(String opportunityId, String from, String to, String amount) {}

    /**
     * @param declaredAsComputed whether the label declared is the one computed
     * @param firstEarned        the first day after the first week that earned what was declared; null while none did
     * @param leadDays           from earning to declaring; negative where it was declared first
     * @param finding            whether it was declared before it was earned
     */
    record Gap(LocalDate declaredOn, boolean declaredAsComputed, @Nullable LocalDate firstEarned,
            @Nullable Long leadDays, boolean finding, String words) {}

    /** @param movers the deals that pulled R13 down, largest first */
    record Alert(String cause, List<Window> readings, List<Mover> movers) {}

    record Mover(String opportunityId, String tag, String week, boolean entered, String amount) {}

    static VerdictAnswer of(Judged judged) {
        Setting setting = judged.setting();
        Verdict verdict = judged.verdict();
        String policy = setting.policy();
        boolean ended = !setting.asOf().at()
                .isBefore(WeekCalendar.endOf(verdict.week(), setting.definition().zone()));
        return new VerdictAnswer(setting.definition().id(), policy == null ? ShareShown.GOVERNING : policy,
                policy != null, setting.asOf().position() < 0 ? null : setting.asOf().at(), setting.asOf().position(),
                setting.definition().currency().getCurrencyCode(), verdict.week().label(),
                ended && judged.incomplete().isEmpty(), ended,
                setting.historyFrom() == null ? null : setting.historyFrom().label(), verdict.completeWeeks(),
                RecordJson.word(verdict.label()), verdict.wording(), Window.of(verdict.r26()),
                Fraction.show(verdict.minR13()), verdict.r13().stream().map(Window::of).toList(),
                verdict.tests().stream().map(test -> new Step(test.code(), test.passed(), test.words())).toList(),
                judged.gates().stream().map(GateAnswer::of).toList(),
                verdict.failedGates().stream().map(RecordJson::word).toList(), unknown(judged),
                new Decisive(change(judged.sensitivity().weaker()), change(judged.sensitivity().stronger())),
                gap(judged.gap(), verdict.label()), alert(judged.alert()), bounds(judged), warnings(judged),
                judged.incomplete());
    }

    private static List<String> unknown(Judged judged) {
        var unknown = new ArrayList<String>();
        for (GateReading gate : judged.gates()) {
            if (gate.state() == Gate.State.UNKNOWN) {
                gate.words().forEach(words -> unknown.add(RecordJson.word(gate.gate()) + ": " + words));
            }
        }
        if (!judged.share().unconverted().isEmpty()) {
            unknown.add(judged.share().unconverted().size() + " amounts have no exchange rate");
        }
        judged.incomplete().forEach(week -> unknown.add(week.week() + ": " + week.words()));
        return unknown;
    }

    private static @Nullable Change change(Sensitivity.@Nullable Change change) {
        return change == null
                ? null
                : new Change(change.to() == Label.PARTNER_LED ? null : RecordJson.word(change.to()),
                        change.smallest(), change.deals().stream().map(deal -> new Retag(deal.opportunityId(),
                                RecordJson.word(deal.from()), RecordJson.word(deal.to()), plain(deal.amount())))
                                .toList());
    }

    private static @Nullable Gap gap(@Nullable LabelGap gap, Label computed) {
        if (gap == null) {
            return null;
        }
        boolean same = RecordJson.word(computed).equals(gap.declared());
        Long lead = gap.leadDays();
        String words = lead == null
                ? "the label declared on " + gap.declaredOn() + " was never earned"
                : gap.isFinding()
                        ? "the label was declared " + -lead + " days before it was first earned"
                        : "the label was declared " + lead + " days after it was first earned";
        return new Gap(gap.declaredOn(), same, gap.firstEarned(), lead, gap.isFinding(),
                same ? words : words + "; it is not what the numbers say of this week");
    }

    private static @Nullable Alert alert(@Nullable ShareAlert alert) {
        return alert == null
                ? null
                : new Alert(RecordJson.word(alert.cause()), alert.readings().stream().map(Window::of).toList(),
                        alert.movers().stream()
                                .map(mover -> new Mover(mover.opportunityId(), RecordJson.word(mover.tag()),
                                        mover.week().label(), mover.entered(), plain(mover.amount())))
                                .toList());
    }

    private static @Nullable Bounds bounds(Judged judged) {
        DisputeBounds bounds = judged.share().bounds(judged.verdict().week(), judged.verdict().r26().weeks());
        return bounds == null ? null : Bounds.of(bounds);
    }

    private static List<String> warnings(Judged judged) {
        var warnings = new ArrayList<String>();
        Enablement enablement = judged.enablement();
        warn(warnings, enablement.halfEnabledShare(), "partners that can sell, but not both onboard and support");
        warn(warnings, enablement.notEnabledToSellShare(), "partners without a live certificate to sell");
        for (GateReading gate : judged.gates()) {
            if (gate.state() == Gate.State.PASS) {
                gate.words().forEach(words -> warnings.add(RecordJson.word(gate.gate()) + ": " + words));
            }
        }
        return warnings;
    }

    private static void warn(List<String> warnings, @Nullable Fraction share, String of) {
        if (share != null && share.signum() > 0) {
            warnings.add(Fraction.show(share) + " of the sourced revenue is of " + of);
        }
    }
}
