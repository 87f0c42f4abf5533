package io.dealledger.api.query;

import io.dealledger.api.query.ParityAnswer.Component;
import io.dealledger.api.query.ParityAnswer.Group;
import io.dealledger.api.query.ParityAnswer.Interval;
import io.dealledger.api.query.ParityAnswer.Observed;
import io.dealledger.api.query.ParityAnswer.Pay;
import io.dealledger.api.query.ParityAnswer.Retention;
import io.dealledger.api.query.ParityAnswer.Side;
import io.dealledger.api.query.ParityAnswer.Split;
import io.dealledger.api.query.ParityAnswer.Stratum;
import io.dealledger.api.query.ParityAnswer.Timing;
import io.dealledger.api.statistics.CommonsStudentT;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.parity.ComponentTable;
import io.dealledger.parity.ObservedParity;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.PayTiming;
import io.dealledger.parity.PlanParity;
import io.dealledger.parity.PlanSimulation;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import io.dealledger.parity.RetainedPay;
import io.dealledger.parity.SplitViews;
import io.dealledger.parity.Suppression;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.StudentT;
import io.dealledger.statistics.Welch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a group of deals that is not too small to be shown.
 *
 * @param k         strata of fewer sellers inside the group are not shown
 * @param tolerance how far below parity the whole interval may still reach and count as parity
 * @param minN      fewer deals than this on either side are never a verdict of the interval
 */
record ParityNumbers(int k, Fraction tolerance, int minN) {
    private static final StudentT STUDENT_T = new CommonsStudentT();
    /** The components of a plan that are made of what was paid. */
    private static final Set<String> PAID = Set.of("clawback_incidence", "days_to_pay");
    private static final int DECIMALS = 6;
    private static final int DF_DECIMALS = 4;

    /** @param components of a plan; none for any other group */
    Group group(@Nullable String by, @Nullable String value, ParityBooks books, List<Component> components) {
        List<ParityDeal> deals = books.deals().deals();
        boolean thin = books.hasThinSide(k);
        Currency currency = books.currency();
        return new Group(by, value, false, thin, (int) deals.stream().map(ParityDeal::aeId).distinct().count(),
                deals.size(), (int) deals.stream().filter(deal -> deal.channel() == Channel.PARTNER).count(),
                pay(books.simulation(), currency, thin),
                pay(books.simulation().retained(currency), currency, thin), observed(books, thin),
                interval(deals, thin), retention(books, thin), split(deals), timing(deals, thin),
                thin ? components.stream().map(ParityNumbers::termsOnly).toList() : components);
    }

    private static Pay pay(PlanSimulation simulation, Currency currency, boolean thin) {
        PlanParity parity = PlanParity.of(simulation.deals(), currency);
        return new Pay(parity.actualTotal().toPlainString(), thin ? null : parity.ifDirectTotal().toPlainString(),
                thin ? null : parity.partnerPayIfDirect().toPlainString(),
                thin ? null : parity.gap().toPlainString(), Fraction.show(parity.index()), parity.verdict().word());
    }

    /** What was really paid is left out of a component, what the plan says is not. */
    private static Component termsOnly(Component component) {
        return PAID.contains(component.component())
                ? new Component(component.component(), component.unit(), null, null, component.disadvantagesPartner())
                : component;
    }

    private Observed observed(ParityBooks books, boolean thin) {
        List<ParityDeal> paid = books.deals().deals().stream().filter(deal -> !deal.paid().isEmpty()).toList();
        Map<String, String> plans = books.plans();
        ObservedParity parity = ObservedParity.of(paid,
                deal -> plans.getOrDefault(deal.opportunityId(), ParityBy.UNSTATED));
        StratifiedRates rates = parity.rates();
        Suppression hidden = Suppression.of(parity.sellers(), k);
        var strata = new ArrayList<Stratum>();
        rates.strata().forEach((name, stratum) -> strata.add(thin || hidden.hides(name)
                ? new Stratum(name, true, null, null, null, null)
                : new Stratum(name, false, stratum.partnerRate().show(), stratum.directRate().show(),
                        Fraction.show(stratum.ratio()), stratum.weight().show())));
        long influenced = paid.stream().filter(deal -> deal.tag() == Tag.INFLUENCED).map(ParityDeal::aeId)
                .distinct().count();
        return new Observed(Fraction.show(ObservedParity.rate(paid)),
                thin ? null : Fraction.show(rates.crudePartner()), thin ? null : Fraction.show(rates.crudeDirect()),
                Fraction.show(rates.crudeRatio()), strata,
                Fraction.show(rates.standardised()), Fraction.show(rates.comparableShare()),
                rates.isSimpsonReversal(), influenced < k ? null : Fraction.show(parity.influencedRate()),
                parity.verdict().word());
    }

    private Interval interval(List<ParityDeal> deals, boolean thin) {
        Welch welch = ObservedParity.interval(deals, STUDENT_T);
        String verdict = welch.verdict(tolerance, minN).word();
        if (thin) {
            return new Interval(welch.countA(), welch.countB(), null, null, null, null, null, null, null,
                    tolerance.show(), minN, verdict);
        }
        BigDecimal low = welch.low();
        BigDecimal high = welch.high();
        return new Interval(welch.countA(), welch.countB(), Fraction.show(welch.meanA()), Fraction.show(welch.meanB()),
                Fraction.show(welch.difference()), decimals(welch.standardError()),
                welch.df() == null ? null : welch.df().toDecimal(DF_DECIMALS).toPlainString(),
                decimals(welch.t975()),
                low == null || high == null ? null : List.of(shown(low), shown(high)), tolerance.show(), minN,
                verdict);
    }

    private static Retention retention(ParityBooks books, boolean thin) {
        RetainedPay pay = RetainedPay.of(books.deals().deals());
        return new Retention(thin ? null : side(pay.partner(), books.currency()),
                thin ? null : side(pay.direct(), books.currency()),
                Fraction.show(pay.earnedRatio()), Fraction.show(pay.retainedRatio()),
                RetainedPay.windowGapDays(
                        books.simulation().deals().stream().map(SimulatedDeal::terms).distinct().toList()),
                pay.verdict().word());
    }

    private static Side side(RetainedPay.Side side, Currency currency) {
        return new Side(MinorUnits.round(side.earned(), currency).toPlainString(),
                MinorUnits.round(side.retained(), currency).toPlainString(), Fraction.show(side.earnedRate()),
                Fraction.show(side.retainedRate()));
    }

    private static Split split(List<ParityDeal> deals) {
        SplitViews views = SplitViews.of(deals);
        return new Split(Fraction.show(views.creditedBasisRatio()), Fraction.show(views.dealBasisRatio()),
                views.verdict().word());
    }

    private static Timing timing(List<ParityDeal> deals, boolean thin) {
        PayTiming timing = PayTiming.of(deals);
        return new Timing(Fraction.show(timing.amountRatio()), thin ? null : Fraction.show(timing.partnerDays()),
                thin ? null : Fraction.show(timing.directDays()), Fraction.show(timing.gapDays()),
                timing.verdict().word());
    }

    /** @param deals of one plan; none: no row */
    static List<Component> components(String planId, List<SimulatedDeal> deals) {
        return deals.isEmpty()
                ? List.of()
                : ComponentTable.of(planId, deals).components().stream()
                        .map(each -> new Component(each.name(), each.unit(), Fraction.show(each.partner()),
                                Fraction.show(each.direct()), each.disadvantages()))
                        .toList();
    }

    private static @Nullable String decimals(@Nullable BigDecimal value) {
        return value == null ? null : shown(value);
    }

    private static String shown(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
