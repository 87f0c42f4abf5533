package io.dealledger.replay;

import static java.util.Objects.requireNonNullElse;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.Gate;
import io.dealledger.share.IsoWeeks;
import io.dealledger.share.Posting;
import io.dealledger.share.PublishedRates;
import io.dealledger.share.Scope;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Verdict;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about the share: by week, rolling, by fiscal week, of pipeline, and the verdict. */
final class ShareAsks implements Ask.Catalogue {
    private static final String RETAIL = "4-5-4";

    @Override
    public Map<String, Ask> asks() {
        return Map.of("share", ShareAsks::share, "share_fiscal", ShareAsks::fiscal, "pipeline", ShareAsks::pipeline);
    }

    /** Which rate converts an amount. */
    enum Fx {
        DATED,
        /** The wrong method, to show the size of the error: today's rate for closed weeks. */
        LATEST
    }

    /** What a question about the share may say; weeks are ISO weeks. */
    record Question(@Nullable List<String> weeks, @Nullable String rollingTo, @Nullable Integer n,
            @Nullable Instant asOf, @Nullable String policy, @Nullable Basis basis, @Nullable String tz,
            @Nullable Fx fx, @Nullable Boolean meanOfWeeklyRatios, @Nullable String verdictAt,
            @Nullable Map<String, Gate.State> gates, @Nullable String historyFrom, @Nullable LocalDate fiscalStart,
            @Nullable String label) {}

    /** Everything that is known at the moment asked about, and how it is to be counted. */
    private record Known(List<Decision> decisions, FxRates rates, Policy.Reporting reporting, Definition definition,
            int rollingWeeks) {
        static Known of(InMemoryLedger ledger, Question question) {
            Policies policies = ledger.policies(question.asOf());
            Policy whatIf = question.policy() == null ? null : policies.version(question.policy());
            Policy.Reporting reporting = (whatIf == null
                    ? policies.governing(requireNonNullElse(question.asOf(), Instant.MAX))
                    : whatIf).reporting();
            Definition definition = new Definition(requireNonNullElse(question.basis(), Basis.VENDOR_NET),
                    Scope.NEW_REVENUE, new IsoWeeks(), zone(question.tz(), reporting.zone()), reporting.currency());
            return new Known(ledger.decisions(question.asOf(), question.policy()),
                    PublishedRates.of(ledger.facts(question.asOf())), reporting, definition,
                    requireNonNullElse(question.n(), reporting.rollingWeeks()));
        }

        ShareSeries series(Definition counted, @Nullable Fx fx) {
            var postings = new ArrayList<Posting>();
            decisions.forEach(decision -> postings.addAll(
                    counted.scope().postings(decision, counted.currency())));
            if (fx == Fx.LATEST) {
                postings.replaceAll(posting -> posting.convertedAt(LocalDate.MAX));
            }
            return ShareSeries.of(counted, postings, rates);
        }
    }

    private static Map<String, @Nullable Object> share(InMemoryLedger ledger, AskMembers ask) {
        var question = ask.as(Question.class);
        Known known = Known.of(ledger, question);
        ShareSeries series = known.series(known.definition(), question.fx());
        WeekCalendar calendar = known.definition().calendar();
        var answer = new LinkedHashMap<String, @Nullable Object>();
        var weekly = new LinkedHashMap<String, Totals>();
        requireNonNullElse(question.weeks(), List.<String>of())
                .forEach(week -> weekly.put(week, series.week(calendar.parse(week))));
        if (!weekly.isEmpty()) {
            var shown = new LinkedHashMap<String, @Nullable Object>();
            weekly.forEach((week, totals) -> shown.put(week, show(totals)));
            answer.put("weekly", shown);
        }
        if (question.rollingTo() != null) {
            rolling(known, series, calendar.parse(question.rollingTo()), answer);
        }
        if (question.verdictAt() != null) {
            Week history = question.historyFrom() == null ? null : calendar.parse(question.historyFrom());
            answer.put("verdict", show(Verdict.of(series, calendar.parse(question.verdictAt()), history,
                    gates(requireNonNullElse(question.gates(), Map.<String, Gate.State>of())))));
        }
        if (requireNonNullElse(question.meanOfWeeklyRatios(), false)) {
            answer.put("wrong_mean_of_weekly_ratios", Fraction.show(meanOfRatios(weekly.values())));
        }
        return answer;
    }

    private static void rolling(Known known, ShareSeries series, Week to, Map<String, @Nullable Object> answer) {
        ShareSeries.Reading reading = series.rolling(to, known.rollingWeeks());
        Map<String, @Nullable Object> shown = show(reading.totals());
        shown.put("to", reading.to().label());
        shown.put("weeks", BigDecimal.valueOf(reading.weeks()));
        shown.put("first", reading.first().label());
        answer.put("rolling", shown);
        List<DisputeBounds.Contested> contested = DisputeBounds.contested(known.decisions(), series.definition(),
                known.rates(), reading);
        if (!contested.isEmpty()) {
            DisputeBounds bounds = DisputeBounds.of(reading.totals(), contested);
            var lowAndHigh = new LinkedHashMap<String, @Nullable Object>();
            lowAndHigh.put("low", Fraction.show(bounds.lowShare()));
            lowAndHigh.put("high", Fraction.show(bounds.highShare()));
            answer.put("dispute_bounds", lowAndHigh);
        }
    }

    private static Map<String, @Nullable Object> fiscal(InMemoryLedger ledger, AskMembers ask) {
        var question = ask.as(Question.class);
        Known known = Known.of(ledger, question);
        String pattern = known.reporting().calendar();
        WeekCalendar calendar = WeekCalendar.of((pattern.equals(IsoWeeks.ID) ? RETAIL : pattern) + "@"
                + ask.text("label") + "@" + ask.text("fiscal_start"));
        var answer = new LinkedHashMap<String, @Nullable Object>();
        known.series(known.definition().with(calendar), question.fx()).byWeek()
                .forEach((week, totals) -> answer.put(week.label(), show(totals)));
        return answer;
    }

    private static Map<String, @Nullable Object> pipeline(InMemoryLedger ledger, AskMembers ask) {
        var question = ask.as(Question.class);
        Known known = Known.of(ledger, question);
        Definition pipeline = known.definition().with(Scope.NEW_PIPELINE);
        return show(known.series(pipeline, question.fx())
                .rolling(pipeline.calendar().parse(ask.text("rolling_to")), known.rollingWeeks()).totals());
    }

    private static Map<String, @Nullable Object> show(Totals totals) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("sourced", totals.sourced().toPlainString());
        shown.put("influenced", totals.influenced().toPlainString());
        shown.put("direct", totals.direct().toPlainString());
        shown.put("total", totals.total().toPlainString());
        shown.put("share", Fraction.show(totals.share()));
        if (!totals.missing().isEmpty()) {
            shown.put("missing_rates", totals.missing().stream().map(Object::toString).toList());
        }
        return shown;
    }

    private static Map<String, @Nullable Object> show(Verdict verdict) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("r26", Fraction.show(verdict.r26().share()));
        shown.put("min_r13_last_13_readings", Fraction.show(verdict.minR13()));
        if (verdict.isGated()) {
            shown.put("failed_gates", verdict.failedGates().stream().map(RecordJson::word).toList());
        }
        shown.put("label", RecordJson.word(verdict.label()));
        return shown;
    }

    /** The wrong method, to show the size of the error: weeks without a share are left out. */
    private static @Nullable Fraction meanOfRatios(Collection<Totals> weekly) {
        var shares = new ArrayList<Fraction>();
        for (Totals totals : weekly) {
            Fraction share = totals.share();
            if (share != null) {
                shares.add(share);
            }
        }
        return shares.isEmpty()
                ? null
                : shares.stream().reduce(Fraction.ZERO, Fraction::plus).dividedBy(Fraction.of(shares.size(), 1));
    }

    private static Map<Gate, Gate.State> gates(Map<String, Gate.State> named) {
        var gates = new EnumMap<Gate, Gate.State>(Gate.class);
        List<String> words = Arrays.stream(Gate.values()).map(RecordJson::word).toList();
        named.forEach((name, state) -> {
            if (!words.contains(name)) {
                throw new IllegalArgumentException("gate '" + name + "' is none of " + String.join(", ", words));
            }
            gates.put(Gate.values()[words.indexOf(name)], state);
        });
        return gates;
    }

    private static ZoneId zone(@Nullable String name, ZoneId standard) {
        try {
            return name == null ? standard : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("ask member 'tz' is \"" + name
                    + "\"; accepted: an IANA time zone such as \"Europe/Berlin\"", e);
        }
    }
}
