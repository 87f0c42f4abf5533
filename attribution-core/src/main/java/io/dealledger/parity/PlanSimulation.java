package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.parity.ParityDeal.Pay;
import io.dealledger.parity.PlanTerms.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every seller's plan period run twice: as it happened, and with every partner deal relabelled direct at the same
 * customer price. It has to be the whole period and not deal by deal: half quota credit can leave the partner deal's own
 * pay alone and cost the accelerator on the next direct deal.
 *
 * @param deals     in order of close
 * @param unplanned deals that no readable plan governs
 */
public record PlanSimulation(List<SimulatedDeal> deals, List<Unplanned> unplanned) {
    /** What the plan pays for a deal, and what it would pay were no deal a partner deal. */
    public record SimulatedDeal(ParityDeal deal, String planId, PlanTerms terms, BigDecimal actual,
            BigDecimal ifDirect) {
        /**
         * What would be left of both after clawbacks: of the pay as it happened what was taken back, of the pay if
         * direct what the plan would have taken back in its window for direct deals.
         */
        SimulatedDeal retained(Currency currency) {
            PlanTerms.ClawbackDays window = terms.clawbackDays();
            Instant end = window == null || deal.channel() == Channel.DIRECT
                    ? Instant.MAX
                    : deal.closedAt().plus(Duration.ofDays(window.direct()));
            BigDecimal within = Pay.sum(deal.clawedBack().stream().filter(pay -> !pay.at().isAfter(end)).toList());
            return new SimulatedDeal(deal, planId, terms,
                    less(actual, Pay.sum(deal.clawedBack()), currency), less(ifDirect, within, currency));
        }

        /** Less the part that was taken back of what was paid. */
        private BigDecimal less(BigDecimal pay, BigDecimal clawedBack, Currency currency) {
            Fraction part = Fraction.ratio(clawedBack, deal.earned());
            return part == null
                    ? pay
                    : MinorUnits.round(Fraction.of(pay).times(Fraction.ONE.minus(part)), currency);
        }
    }

    public record Unplanned(ParityDeal deal, String reason) {}

    /** @param currency of all amounts; pay is rounded half-even to its minor unit, deal by deal */
    public static PlanSimulation of(Collection<ParityDeal> deals, PlanBook plans, Currency currency) {
        var simulated = new ArrayList<SimulatedDeal>();
        var unplanned = new ArrayList<Unplanned>();
        var runs = new HashMap<List<String>, Run>();
        for (ParityDeal deal : deals.stream().sorted(ParityDeal.BY_CLOSE).toList()) {
            switch (plans.at(deal.aeId(), deal.closedAt())) {
                case PlanBook.Plan(String planId, String name, PlanTerms terms) -> {
                    Run run = runs.computeIfAbsent(List.of(deal.aeId(), planId, name), _ -> new Run());
                    simulated.add(new SimulatedDeal(deal, planId, terms,
                            MinorUnits.round(run.asItHappened.pay(terms, deal.channel(), actualBasis(deal, terms)),
                                    currency),
                            MinorUnits.round(run.allDirect.pay(terms, Channel.DIRECT, directBasis(deal, terms)),
                                    currency)));
                }
                case PlanBook.NoPlan(String reason) -> unplanned.add(new Unplanned(deal, reason));
            }
        }
        return new PlanSimulation(List.copyOf(simulated), List.copyOf(unplanned));
    }

    /** What the plan's rate applies to, as it happened. */
    static BigDecimal actualBasis(ParityDeal deal, PlanTerms terms) {
        return switch (terms.basis().of(deal.channel())) {
            case VENDOR_NET -> deal.vendorNet();
            case CUSTOMER_PRICE -> deal.customerPrice();
        };
    }

    /** With nobody in between the vendor books what the customer pays; a direct deal stays as it is. */
    private static BigDecimal directBasis(ParityDeal deal, PlanTerms terms) {
        return deal.channel() == Channel.PARTNER ? deal.customerPrice() : actualBasis(deal, terms);
    }

    private static final class Run {
        final Attainment asItHappened = new Attainment();
        final Attainment allDirect = new Attainment();
    }

    /** One seller's way through one plan period. */
    private static final class Attainment {
        private Fraction retired = Fraction.ZERO;

        Fraction pay(PlanTerms terms, Channel channel, BigDecimal basis) {
            Fraction part = Fraction.of(basis).times(terms.aeSplits().of(channel));
            Fraction credit = part.times(terms.quotaCredits().of(channel));
            Fraction multiplier = multiplier(terms, retired, credit);
            retired = retired.plus(credit);
            return part.times(terms.rate().of(channel)).times(multiplier)
                    .plus(Fraction.of(terms.spifPerDeal(channel)));
        }
    }

    /** The deal's amount spreads evenly over the credit it retires, so that it may earn in several tiers. */
    private static Fraction multiplier(PlanTerms terms, Fraction before, Fraction credit) {
        List<Tier> tiers = terms.accelerators();
        if (tiers.isEmpty() || terms.quota() == null) {
            return tiers.isEmpty() ? Fraction.ONE : tiers.getFirst().multiplier();
        }
        Fraction quota = Fraction.of(terms.quota());
        Fraction after = before.plus(credit);
        Fraction weighted = Fraction.ZERO;
        Fraction standing = tiers.getFirst().multiplier();
        for (int i = 0; i < tiers.size(); i++) {
            Fraction from = tiers.get(i).fromAttainment().times(quota);
            standing = from.isMoreThan(before) ? standing : tiers.get(i).multiplier();
            Fraction low = from.isMoreThan(before) ? from : before;
            Fraction high = after;
            if (i + 1 < tiers.size()) {
                Fraction next = tiers.get(i + 1).fromAttainment().times(quota);
                high = next.isMoreThan(after) ? after : next;
            }
            if (high.isMoreThan(low)) {
                weighted = weighted.plus(high.minus(low).times(tiers.get(i).multiplier()));
            }
        }
        return credit.signum() == 0 ? standing : weighted.dividedBy(credit);
    }

    /** What sellers keep, after clawbacks. */
    public PlanSimulation retained(Currency currency) {
        return new PlanSimulation(deals.stream().map(each -> each.retained(currency)).toList(), unplanned);
    }

    /** The deals closed in a stretch of time; their pay still comes from whole plan periods. */
    public PlanSimulation closedIn(Predicate<Instant> span) {
        return new PlanSimulation(deals.stream().filter(each -> span.test(each.deal().closedAt())).toList(),
                unplanned.stream().filter(each -> span.test(each.deal().closedAt())).toList());
    }

    /** The deals by a property of theirs, in the order of its values. */
    public Map<String, List<SimulatedDeal>> by(Function<SimulatedDeal, String> property) {
        return deals.stream().collect(Collectors.groupingBy(property, TreeMap::new, Collectors.toList()));
    }
}
