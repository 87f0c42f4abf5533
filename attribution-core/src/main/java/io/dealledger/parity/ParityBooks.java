package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import io.dealledger.parity.PlanSimulation.Unplanned;
import io.dealledger.share.GateReading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What every question about parity starts from: the deals with their pay, and what plans pay for them.
 *
 * @param simulation of all of the deals
 * @param currency   of all amounts
 */
public record ParityBooks(ParityDeals deals, PlanSimulation simulation, Currency currency) {
    public static ParityBooks of(ParityDeals deals, PlanBook plans, Currency currency) {
        return new ParityBooks(deals, PlanSimulation.of(deals.deals(), plans, currency), currency);
    }

    /** The deals closed in a stretch of time; their pay still comes from whole plan periods. */
    public ParityBooks closedIn(Predicate<Instant> span) {
        return new ParityBooks(
                new ParityDeals(deals.deals().stream().filter(deal -> span.test(deal.closedAt())).toList(),
                        deals.ownerless().stream().filter(deal -> span.test(deal.closedAt())).toList(),
                        deals.withoutRate().stream().filter(deal -> span.test(deal.closedAt())).toList()),
                simulation.closedIn(span), currency);
    }

    /** The gate, for these deals. */
    public GateReading gate() {
        return ParityGate.read(simulation, deals, currency);
    }

    /** The deals by a property of theirs, in the order of its values; those that cannot be judged are in no group. */
    public SortedMap<String, ParityBooks> by(Function<ParityDeal, String> property) {
        var groups = new TreeMap<String, ParityBooks>();
        Map<String, List<ParityDeal>> judged = deals.deals().stream().collect(Collectors.groupingBy(property));
        Map<String, List<SimulatedDeal>> simulated = simulation.by(each -> property.apply(each.deal()));
        Map<String, List<Unplanned>> unplanned = simulation.unplanned().stream()
                .collect(Collectors.groupingBy(each -> property.apply(each.deal())));
        judged.forEach((value, group) -> groups.put(value, new ParityBooks(
                new ParityDeals(group, List.of(), List.of()),
                new PlanSimulation(simulated.getOrDefault(value, List.of()), unplanned.getOrDefault(value, List.of())),
                currency)));
        return groups;
    }

    /** Those of one group; without any deal where no deal has this value. */
    public ParityBooks of(Function<ParityDeal, String> property, String value) {
        return by(property).getOrDefault(value, new ParityBooks(new ParityDeals(List.of(), List.of(), List.of()),
                new PlanSimulation(List.of(), List.of()), currency));
    }

    /** The plan of each deal that one governs, by opportunity. */
    public Map<String, String> plans() {
        return simulation.deals().stream()
                .collect(Collectors.toMap(each -> each.deal().opportunityId(), SimulatedDeal::planId));
    }

    /** Who was paid under a plan, as the counterfactual computes it. */
    public Set<String> simulatedSellers() {
        return simulation.deals().stream().map(each -> each.deal().aeId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** To whom anything was paid. */
    public Set<String> paidSellers() {
        return deals.deals().stream().filter(deal -> !deal.paid().isEmpty()).map(ParityDeal::aeId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether one side of the comparison is of so few sellers that its numbers would tell what they are paid.
     *
     * @param k fewest sellers whose pay may be shown together
     */
    public boolean hasThinSide(int k) {
        return Arrays.stream(Channel.values()).anyMatch(side -> {
            long simulated = simulation.deals().stream().map(SimulatedDeal::deal)
                    .filter(deal -> deal.channel() == side).map(ParityDeal::aeId).distinct().count();
            long paid = ObservedParity.paidOf(deals.deals(), side).stream().map(ParityDeal::aeId).distinct().count();
            return (simulated > 0 && simulated < k) || (paid > 0 && paid < k);
        });
    }
}
