package io.dealledger.replay;

import io.dealledger.attribution.Policy;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.parity.ObservedParity;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.ParityDeals;
import io.dealledger.parity.ParityVerdict;
import io.dealledger.parity.PayTiming;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.PlanParity;
import io.dealledger.parity.PlanSimulation;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import io.dealledger.parity.PlanTerms;
import io.dealledger.parity.RetainedPay;
import io.dealledger.parity.SplitViews;
import io.dealledger.parity.Suppression;
import io.dealledger.parity.WonDeal;
import io.dealledger.share.PublishedRates;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.StudentT;
import io.dealledger.statistics.Welch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions about comp parity: was the seller paid fairly for it? */
final class ParityAsks implements Ask.Catalogue {
    private static final String UNSTATED = "unstated";
    private final StudentT studentT;

    ParityAsks(StudentT studentT) {
        this.studentT = studentT;
    }

    @Override
    public Map<String, Ask> asks() {
        return Map.of("parity_plan", ask(ParityAsks::plan), "parity_observed", ask(ParityAsks::observed), "welch",
                ask(this::welch), "retained", ask(ParityAsks::retained), "split_views", ask(ParityAsks::splitViews),
                "timing", ask(ParityAsks::timing), "suppress", ask(ParityAsks::suppress));
    }

    private static Ask ask(BiFunction<InMemoryLedger, Question, Object> answer) {
        return (ledger, members) -> answer.apply(ledger, members.as(Question.class));
    }

    /** What a question about parity may say. */
    record Question(@Nullable Instant asOf, @Nullable String policy, @Nullable String aeId, @Nullable String planId,
            @Nullable Fraction tolerance, @Nullable Integer minN, @Nullable Integer k) {}

    /** What every parity ask starts from. */
    private record Books(List<ParityDeal> deals, PlanBook plans, Currency currency) {
        static Books of(InMemoryLedger ledger, Question question) {
            List<RecordedFact> facts = ledger.facts(question.asOf());
            Policy.Reporting reporting = ledger.reporting(question.asOf(), question.policy());
            ParityDeals deals = ParityDeals.of(ledger.decisions(question.asOf(), question.policy()), facts,
                    PublishedRates.of(facts), reporting.currency());
            if (!deals.withoutRate().isEmpty()) {
                throw new IllegalArgumentException("no exchange rate into " + reporting.currency()
                        + " at the close of " + deals.withoutRate().stream().map(WonDeal::opportunityId).toList());
            }
            String ae = question.aeId();
            return new Books(deals.deals().stream().filter(deal -> ae == null || ae.equals(deal.aeId())).toList(),
                    PlanBook.of(facts, reporting.zone()), reporting.currency());
        }

        String planOf(ParityDeal deal) {
            return plans.at(deal.aeId(), deal.closedAt()) instanceof PlanBook.Plan plan ? plan.planId() : UNSTATED;
        }
    }

    private static Map<String, @Nullable Object> plan(InMemoryLedger ledger, Question question) {
        Books books = Books.of(ledger, question);
        String planId = question.planId();
        PlanSimulation simulation = PlanSimulation.of(books.deals(), books.plans(), books.currency());
        List<SimulatedDeal> deals = simulation.deals().stream()
                .filter(each -> planId == null || planId.equals(each.planId())).toList();
        var perDeal = new TreeMap<String, @Nullable Object>();
        deals.stream().collect(Collectors.groupingBy(each -> each.deal().aeId())).forEach((ae, theirs) -> {
            var byDeal = new TreeMap<String, @Nullable Object>();
            theirs.forEach(each -> byDeal.put(each.deal().opportunityId(), Map.of("actual",
                    each.actual().toPlainString(), "if_direct", each.ifDirect().toPlainString())));
            perDeal.put(ae, byDeal);
        });
        PlanParity parity = PlanParity.of(deals, books.currency());
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("per_deal", perDeal);
        if (parity.verdict() != ParityVerdict.NO_PARTNER_DEALS) {
            shown.put("actual_total", parity.actualTotal().toPlainString());
            shown.put("if_direct_total", parity.ifDirectTotal().toPlainString());
            shown.put("partner_pay_if_direct", parity.partnerPayIfDirect().toPlainString());
            shown.put("gap", parity.gap().toPlainString());
        }
        shown.put("index", Fraction.show(parity.index()));
        shown.put("verdict", parity.verdict().word());
        if (!simulation.unplanned().isEmpty()) {
            shown.put("without_plan", simulation.unplanned().stream().map(PlanSimulation.Unplanned::reason)
                    .distinct().toList());
        }
        return shown;
    }

    private static Map<String, @Nullable Object> observed(InMemoryLedger ledger, Question question) {
        Books books = Books.of(ledger, question);
        ObservedParity observed = ObservedParity.of(books.deals(), books::planOf);
        StratifiedRates rates = observed.rates();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("crude_partner_rate", Fraction.show(rates.crudePartner()));
        shown.put("crude_direct_rate", Fraction.show(rates.crudeDirect()));
        shown.put("crude_ratio", Fraction.show(rates.crudeRatio()));
        if (!rates.strata().isEmpty()) {
            var segments = new TreeMap<String, @Nullable Object>();
            rates.strata().forEach((name, stratum) -> {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("partner_rate", stratum.partnerRate().show());
                row.put("direct_rate", stratum.directRate().show());
                row.put("ratio", Fraction.show(stratum.ratio()));
                row.put("weight", stratum.weight().show());
                segments.put(name, row);
            });
            shown.put("segments", segments);
            shown.put("simpson_reversal", rates.isSimpsonReversal());
        }
        shown.put("standardised_ratio", Fraction.show(rates.standardised()));
        shown.put("comparable_basis_share", Fraction.show(rates.comparableShare()));
        shown.put("verdict", observed.verdict().word());
        return shown;
    }

    private Map<String, @Nullable Object> welch(InMemoryLedger ledger, Question question) {
        Welch interval = ObservedParity.interval(Books.of(ledger, question).deals(), studentT);
        BigDecimal low = interval.low();
        BigDecimal high = interval.high();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("n_partner", interval.countA());
        shown.put("n_direct", interval.countB());
        shown.put("mean_partner", Fraction.show(interval.meanA()));
        shown.put("mean_direct", Fraction.show(interval.meanB()));
        shown.put("difference", Fraction.show(interval.difference()));
        shown.put("se", decimals(interval.standardError(), 6));
        shown.put("df", interval.df() == null ? null : interval.df().toDecimal(4).toPlainString());
        shown.put("t975", decimals(interval.t975(), 6));
        shown.put("ci95", low == null || high == null ? null : Arrays.asList(decimals(low, 6), decimals(high, 6)));
        shown.put("verdict", interval
                .verdict(Objects.requireNonNullElse(question.tolerance(), Fraction.ZERO),
                        Objects.requireNonNullElse(question.minN(), Welch.MINIMUM))
                .word());
        return shown;
    }

    private static Map<String, @Nullable Object> retained(InMemoryLedger ledger, Question question) {
        Books books = Books.of(ledger, question);
        RetainedPay pay = RetainedPay.of(books.deals());
        List<PlanTerms> terms = PlanSimulation.of(books.deals(), books.plans(), books.currency()).deals().stream()
                .map(SimulatedDeal::terms).distinct().toList();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("partner", side(pay.partner(), books.currency()));
        shown.put("direct", side(pay.direct(), books.currency()));
        shown.put("earned_ratio", Fraction.show(pay.earnedRatio()));
        shown.put("retained_ratio", Fraction.show(pay.retainedRatio()));
        shown.put("clawback_window_gap_days", RetainedPay.windowGapDays(terms));
        shown.put("verdict", pay.verdict().word());
        return shown;
    }

    private static Map<String, @Nullable Object> side(RetainedPay.Side side, Currency currency) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("earned", MinorUnits.round(side.earned(), currency).toPlainString());
        shown.put("retained", MinorUnits.round(side.retained(), currency).toPlainString());
        shown.put("earned_rate", Fraction.show(side.earnedRate()));
        shown.put("retained_rate", Fraction.show(side.retainedRate()));
        return shown;
    }

    private static Map<String, @Nullable Object> splitViews(InMemoryLedger ledger, Question question) {
        SplitViews views = SplitViews.of(Books.of(ledger, question).deals());
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("credited_basis_ratio", Fraction.show(views.creditedBasisRatio()));
        shown.put("deal_basis_ratio", Fraction.show(views.dealBasisRatio()));
        shown.put("verdict", views.verdict().word());
        return shown;
    }

    private static Map<String, @Nullable Object> timing(InMemoryLedger ledger, Question question) {
        PayTiming timing = PayTiming.of(Books.of(ledger, question).deals());
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("amount_ratio", Fraction.show(timing.amountRatio()));
        shown.put("pay_weighted_days_partner", Fraction.show(timing.partnerDays()));
        shown.put("pay_weighted_days_direct", Fraction.show(timing.directDays()));
        shown.put("delay_gap_days", Fraction.show(timing.gapDays()));
        shown.put("verdict", timing.verdict().word());
        return shown;
    }

    /** Effective rates by region, small groups hidden. */
    private static Map<String, @Nullable Object> suppress(InMemoryLedger ledger, Question question) {
        var byRegion = new TreeMap<String, List<ParityDeal>>(Books.of(ledger, question).deals().stream()
                .filter(deal -> !deal.paid().isEmpty())
                .collect(Collectors.groupingBy(deal -> Objects.requireNonNullElse(deal.region(), UNSTATED))));
        var sellers = new TreeMap<String, Set<String>>();
        byRegion.forEach((region, deals) -> sellers.put(region,
                deals.stream().map(ParityDeal::aeId).collect(Collectors.toCollection(TreeSet::new))));
        Suppression suppression = Suppression.of(sellers,
                Objects.requireNonNullElse(question.k(), Suppression.DEFAULT_K));
        var shown = new LinkedHashMap<String, @Nullable Object>();
        byRegion.forEach((region, deals) -> {
            boolean hidden = suppression.hides(region);
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("aes", hidden ? null : sellers.getOrDefault(region, Set.of()).size());
            row.put("rate", hidden ? null : Fraction.show(ObservedParity.rate(deals)));
            row.put("suppressed", hidden);
            shown.put(region, row);
        });
        List<ParityDeal> all = byRegion.values().stream().flatMap(List::stream).toList();
        var total = new LinkedHashMap<String, @Nullable Object>();
        total.put("rate", suppression.totalHidden() ? null : Fraction.show(ObservedParity.rate(all)));
        total.put("suppressed", suppression.totalHidden());
        shown.put("all", total);
        return shown;
    }

    private static @Nullable String decimals(@Nullable BigDecimal value, int scale) {
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }
}
