package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.parity.ParityDeal.Pay;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One plan taken apart: in which component partner deals are worse. Says where a gap comes from, and does not decide. */
public record ComponentTable(String planId, List<Component> components) {
    /**
     * @param partner          null where there is nothing to measure
     * @param disadvantages    whether it is worse for partner deals; false where not comparable
     */
    public record Component(String name, String unit, @Nullable Fraction partner, @Nullable Fraction direct,
            boolean disadvantages) {
        static Component more(String name, String unit, @Nullable Fraction partner, @Nullable Fraction direct) {
            return new Component(name, unit, partner, direct,
                    partner != null && direct != null && direct.isMoreThan(partner));
        }

        static Component less(String name, String unit, @Nullable Fraction partner, @Nullable Fraction direct) {
            return new Component(name, unit, partner, direct,
                    partner != null && direct != null && partner.isMoreThan(direct));
        }
    }

    /** @param deals of this plan, at least one; the terms shown are those of the one closed last */
    public static ComponentTable of(String planId, List<SimulatedDeal> deals) {
        PlanTerms terms = deals.getLast().terms();
        List<ParityDeal> all = deals.stream().map(SimulatedDeal::deal).toList();
        PlanTerms.ClawbackDays window = terms.clawbackDays();
        var rows = new ArrayList<Component>();
        rows.add(Component.more("rate", "per_basis", terms.rate().partner(), terms.rate().direct()));
        rows.add(Component.more("commission_basis", "per_customer_price", basis(deals, Channel.PARTNER),
                basis(deals, Channel.DIRECT)));
        rows.add(Component.more("quota_credit", "per_basis", terms.quotaCredits().partner(),
                terms.quotaCredits().direct()));
        rows.add(Component.more("spif", "per_customer_price", spif(all, terms, Channel.PARTNER),
                spif(all, terms, Channel.DIRECT)));
        rows.add(Component.more("ae_split", "per_deal_value", terms.aeSplits().partner(), terms.aeSplits().direct()));
        rows.add(Component.less("clawback_window", "days",
                window == null ? null : Fraction.of(window.partner(), 1),
                window == null ? null : Fraction.of(window.direct(), 1)));
        rows.add(Component.less("clawback_incidence", "per_earned", incidence(all, Channel.PARTNER),
                incidence(all, Channel.DIRECT)));
        PayTiming timing = PayTiming.of(all);
        rows.add(Component.less("days_to_pay", "days", timing.partnerDays(), timing.directDays()));
        return new ComponentTable(planId, List.copyOf(rows));
    }

    /**
     * What the rate applies to, per unit of the customer's price: less than 1 where a margin is taken out first.
     * Influenced deals are on neither side: a reseller's margin on them would pass for a direct deal's.
     */
    private static @Nullable Fraction basis(Collection<SimulatedDeal> deals, Channel arm) {
        List<SimulatedDeal> those = deals.stream().filter(each -> each.deal().arm() == arm).toList();
        return Fraction.ratio(
                sum(those, each -> PlanSimulation.actualBasis(each.deal(), each.terms())),
                sum(those, each -> each.deal().customerPrice()));
    }

    /** At the deal sizes of both channels together: a flat amount is worth more on small deals. */
    private static @Nullable Fraction spif(List<ParityDeal> deals, PlanTerms terms, Channel channel) {
        return Fraction.ratio(terms.spifPerDeal(channel).multiply(BigDecimal.valueOf(deals.size())),
                ObservedParity.sum(deals, ParityDeal::customerPrice));
    }

    private static @Nullable Fraction incidence(List<ParityDeal> deals, Channel arm) {
        List<ParityDeal> paid = ObservedParity.paidOf(deals, arm);
        return Fraction.ratio(ObservedParity.sum(paid, deal -> Pay.sum(deal.clawedBack())),
                ObservedParity.sum(paid, ParityDeal::earned));
    }

    private static BigDecimal sum(Collection<SimulatedDeal> deals, Function<SimulatedDeal, BigDecimal> amount) {
        return deals.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
