package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.fact.LabelDeclared;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.FxRates;
import io.dealledger.parity.ParityBooks;
import io.dealledger.program.Enablement;
import io.dealledger.program.Evidence;
import io.dealledger.program.ProgramGates;
import io.dealledger.program.TimeSpan;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.Gate;
import io.dealledger.share.GateReading;
import io.dealledger.share.Label;
import io.dealledger.share.LabelGap;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import io.dealledger.share.Sensitivity;
import io.dealledger.share.ShareAlert;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Verdict;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges a week: the share of its two quarters, and the five gates by everything else that was known. */
@Component
class VerdictReading {
    private static final int HALF_YEAR = 26;
    private static final int QUARTER = 13;
    /** What a policy's alert may ask for: a share that falls for a year needs no rule to be seen. */
    private static final int MOST_FALLING_WEEKS = 52;
    private static final String UNLIMITED = "unlimited";

    private final Views views;
    private final WhatIf whatIf;
    private final EvidenceReading evidence;
    private final ParityReading parity;
    private final KnownPolicies policies;
    private final FeedReading feeds;

    VerdictReading(Views views, WhatIf whatIf, EvidenceReading evidence, ParityReading parity,
            KnownPolicies policies, FeedReading feeds) {
        this.views = views;
        this.whatIf = whatIf;
        this.evidence = evidence;
        this.parity = parity;
        this.policies = policies;
        this.feeds = feeds;
    }

    /**
     * What a caller says.
     *
     * @param week        null: the last one that had ended
     * @param historyFrom a week, {@code unlimited}, or null: the week of the first amount
     */
    record Asked(@Nullable String week, @Nullable String historyFrom, Definitions definitions, When when,
            @Nullable String policy) {}

    /** How a week is judged: under which definition, as of when, under whose policy, with how much history. */
    record Setting(Definition definition, Week week, @Nullable Week historyFrom, AsOf asOf, @Nullable String policy) {}

    /**
     * A week judged.
     *
     * @param gates      in the order of {@link Gate}
     * @param gap        what was declared last against what was earned; null where nothing was declared
     * @param enablement of the partners that sourced the two quarters
     * @param incomplete those of its two quarters of which something is known to be missing
     */
    record Judged(Setting setting, Verdict verdict, List<GateReading> gates, ShareReading share,
            Sensitivity sensitivity, @Nullable ShareAlert alert, @Nullable LabelGap gap, Enablement enablement,
            List<IncompleteWeek> incomplete) {}

    Judged judge(Asked asked) {
        Setting setting = views.ask(ShareView.VIEW, asked.when(), (sql, moment) -> {
            AsOf asOf = moment.asOf();
            Definition definition = asked.definitions().of(ShareView.standard(sql, asOf), Scope.NEW_REVENUE);
            Week week = asked.week() == null
                    ? ShareResource.lastEnded(definition, asOf)
                    : Parameters.week("week", asked.week(), definition.calendar());
            return new Setting(definition, week, historyFrom(asked.historyFrom(), definition,
                    ShareView.firstPosting(sql, Scope.NEW_REVENUE, asOf)), asOf, asked.policy());
        });
        return judge(setting);
    }

    /** As the policy says it; null also where the calendar does not reach back far enough to compare. */
    private @Nullable ShareAlert alert(Setting setting, Numbers numbers) {
        Policies known = policies.at(setting.asOf());
        ShareAlert.Rule rule = ShareAlert.Rule.of((setting.policy() == null
                ? known.governing(setting.asOf().at())
                : KnownPolicies.whatIf(known, setting.policy())).alert());
        int weeks = rule.fallingWeeks() + QUARTER;
        return ShareShown.reachable(setting.definition().calendar(), setting.week(), weeks).size() < weeks
                ? null
                : ShareAlert.of(rule, setting.definition(), numbers.postings(), numbers.rates(), setting.week());
    }

    /** A week of new revenue as it is judged where nothing is asked for otherwise. */
    Judged judge(Definition definition, Week week, AsOf asOf) {
        Week historyFrom = views.at(ShareView.VIEW, asOf, (sql, _) -> new From(
                historyFrom(null, definition, ShareView.firstPosting(sql, Scope.NEW_REVENUE, asOf)))).week();
        return judge(new Setting(definition, week, historyFrom, asOf, null));
    }

    private record From(@Nullable Week week) {}

    private static @Nullable Week historyFrom(@Nullable String asked, Definition definition, @Nullable Instant first) {
        if (UNLIMITED.equals(asked)) {
            return null;
        }
        if (asked != null) {
            return Parameters.week("history_from", asked, definition.calendar());
        }
        return first == null ? null : definition.calendar().weekOf(LocalDate.ofInstant(first, definition.zone()));
    }

    /** @throws ProblemException if the calendar does not reach back two quarters */
    Judged judge(Setting setting) {
        Numbers numbers = numbers(setting);
        List<GateReading> gates = gates(setting, numbers, setting.week());
        Verdict verdict = Verdict.of(numbers.share().whole(), setting.week(), setting.historyFrom(), states(gates));
        TimeSpan span = span(setting, setting.week());
        return new Judged(setting, verdict, gates, numbers.share(),
                Sensitivity.of(verdict, setting.definition(), numbers.postings(), numbers.rates()),
                alert(setting, numbers),
                gap(setting, numbers, verdict), Enablement.at(numbers.known(), span.until(), span),
                IncompleteWeek.of(feeds.at(setting.asOf()), setting.definition(),
                        ShareShown.reachable(setting.definition().calendar(), setting.week(), HALF_YEAR)));
    }

    /**
     * @param share    of every week from the first that may matter
     * @param postings of every week that the verdict or the alert may look at
     * @param pay      of every deal
     * @param known    what the programme's gates are measured on
     */
    private record Numbers(ShareReading share, ShareSeries pipeline, List<Posting> postings, FxRates rates,
            ParityBooks pay, Evidence known) {}

    private Numbers numbers(Setting setting) {
        Definition definition = setting.definition();
        List<Week> halfYear = ShareShown.reachable(definition.calendar(), setting.week(), HALF_YEAR);
        if (halfYear.size() < HALF_YEAR) {
            throw ProblemException.badParameter("week", setting.week().label(), "a week with 25 weeks before it in the "
                    + "calendar " + definition.calendar().id() + ", which reaches back " + (halfYear.size() - 1));
        }
        Week first = ShareShown.reachable(definition.calendar(), setting.week(), MOST_FALLING_WEEKS + QUARTER)
                .getFirst();
        Week history = setting.historyFrom();
        Week from = history != null && history.compareTo(first) < 0 ? history : first;
        Definition pipeline = definition.with(Scope.NEW_PIPELINE);
        List<Decision> supposed = setting.policy() == null
                ? null
                : whatIf.ofAll(setting.policy(), setting.asOf());
        ParityBooks pay = parity.books(setting.asOf(), setting.policy(), definition);
        Evidence known = evidence.at(setting.asOf(), setting.policy(), definition);
        return views.at(ShareView.VIEW, setting.asOf(), (sql, moment) -> {
            AsOf asOf = setting.asOf();
            FxRates rates = ShareView.rates(sql, definition, asOf);
            if (supposed == null) {
                return new Numbers(
                        ShareView.read(sql, definition, asOf, moment.reflected(), from, setting.week(), null),
                        ShareView.read(sql, pipeline, asOf, moment.reflected(), from, setting.week(), null).whole(),
                        ShareView.postings(sql, definition, asOf, first, setting.week()), rates, pay, known);
            }
            List<Posting> postings = supposed.stream()
                    .flatMap(decision -> definition.scope().postings(decision, definition.currency()).stream())
                    .filter(posting -> isWithin(definition.weekOf(posting), first, setting.week())).toList();
            return new Numbers(ShareView.of(supposed, rates, definition, from, setting.week(), null),
                    ShareView.of(supposed, rates, pipeline, from, setting.week(), null).whole(), postings, rates, pay,
                    known);
        });
    }

    private static boolean isWithin(@Nullable Week week, Week first, Week last) {
        return week != null && week.compareTo(first) >= 0 && week.compareTo(last) <= 0;
    }

    private List<GateReading> gates(Setting setting, Numbers numbers, Week week) {
        TimeSpan span = span(setting, week);
        Evidence known = numbers.known();
        return List.of(ProgramGates.pipelineMajority(numbers.pipeline().rolling(week, HALF_YEAR)),
                numbers.pay().closedIn(span::contains).gate(),
                ProgramGates.coverage(known, span.until()), ProgramGates.scorecard(known, span.until()),
                ProgramGates.economics(known, span));
    }

    private static Map<Gate, Gate.State> states(List<GateReading> gates) {
        var states = new EnumMap<Gate, Gate.State>(Gate.class);
        gates.forEach(gate -> states.put(gate.gate(), gate.state()));
        return states;
    }

    private static TimeSpan span(Setting setting, Week week) {
        Definition definition = setting.definition();
        return new TimeSpan(WeekCalendar.startOf(definition.calendar().upTo(week, HALF_YEAR).getFirst(),
                definition.zone()), WeekCalendar.endOf(week, definition.zone()));
    }

    /** The last label declared by the end of the week, against the labels of this week and all before. */
    private @Nullable LabelGap gap(Setting setting, Numbers numbers, Verdict verdict) {
        Instant until = WeekCalendar.endOf(setting.week(), setting.definition().zone());
        RecordedFact last = null;
        for (RecordedFact recorded : numbers.known().facts()) {
            last = recorded.fact() instanceof LabelDeclared && recorded.occurredAt().isBefore(until) ? recorded : last;
        }
        if (last == null || !(last.fact() instanceof LabelDeclared declared)) {
            return null;
        }
        List<Verdict> verdicts = new ArrayList<>(earlier(setting, numbers));
        verdicts.add(verdict);
        return LabelGap.of(declared.label(), LocalDate.ofInstant(last.occurredAt(), setting.definition().zone()),
                verdicts);
    }

    /** Gates veto only a sustained majority, so they are read for those weeks alone. */
    private List<Verdict> earlier(Setting setting, Numbers numbers) {
        var verdicts = new ArrayList<Verdict>();
        Week history = setting.historyFrom();
        Definition definition = setting.definition();
        for (Week week = history == null ? setting.week() : history; week != null
                && week.compareTo(setting.week()) < 0; week = definition.calendar()
                        .weekOf(week.firstDay().plusWeeks(1))) {
            if (ShareShown.reachable(definition.calendar(), week, HALF_YEAR).size() == HALF_YEAR) {
                Verdict bare = Verdict.of(numbers.share().whole(), week, history, Map.of());
                verdicts.add(bare.label() == Label.MAJORITY_MISALIGNED
                        ? Verdict.of(numbers.share().whole(), week, history, states(gates(setting, numbers, week)))
                        : bare);
            }
        }
        return verdicts;
    }
}
