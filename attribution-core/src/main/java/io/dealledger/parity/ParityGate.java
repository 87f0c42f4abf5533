package io.dealledger.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.share.Gate;
import io.dealledger.share.GateReading;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The gate of comp parity (M11), judged on earned and on retained pay, for every plan by itself: a company's mean can
 * hide one bad plan. Without a partner deal parity has not been shown, and a partner deal whose pay cannot be judged
 * leaves it unknown.
 */
public final class ParityGate {
    private static final int NAMED = 5;

    private ParityGate() {}

    /**
     * @param simulation of the deals that the gate is about
     * @param deals      what else is known of deals: those that could not be judged
     */
    public static GateReading read(PlanSimulation simulation, ParityDeals deals, Currency currency) {
        PlanSimulation retained = simulation.retained(currency);
        PlanParity company = PlanParity.of(simulation.deals(), currency);
        var numbers = new TreeMap<String, @Nullable String>();
        numbers.put("partner_deals", Integer.toString(company.partnerDeals()));
        numbers.put("index", Fraction.show(company.index()));
        numbers.put("gap", company.gap().toPlainString());
        numbers.put("retained_index", Fraction.show(PlanParity.of(retained.deals(), currency).index()));
        var failures = new ArrayList<String>();
        failures.addAll(failing(simulation, "pay", currency));
        failures.addAll(failing(retained, "retained pay", currency));
        if (!failures.isEmpty()) {
            return new GateReading(Gate.COMP_PARITY, Gate.State.FAIL, numbers, failures);
        }
        List<String> unknown = unknown(simulation, deals);
        if (company.partnerDeals() == 0) {
            unknown.add("no partner deal was paid under a plan: parity has not been shown");
        }
        return new GateReading(Gate.COMP_PARITY, unknown.isEmpty() ? Gate.State.PASS : Gate.State.UNKNOWN, numbers,
                unknown);
    }

    private static List<String> failing(PlanSimulation simulation, String what, Currency currency) {
        var failures = new ArrayList<String>();
        simulation.by(PlanSimulation.SimulatedDeal::planId).forEach((plan, deals) -> {
            PlanParity parity = PlanParity.of(deals, currency);
            if (parity.verdict() == ParityVerdict.FAIL) {
                failures.add("plan " + plan + ": " + what + " is " + parity.gap().negate().toPlainString() + " "
                        + currency.getCurrencyCode() + " less than if its partner deals were direct, index "
                        + Fraction.show(parity.index()));
            }
        });
        return failures;
    }

    private static List<String> unknown(PlanSimulation simulation, ParityDeals deals) {
        var unknown = new ArrayList<String>();
        List<String> unplanned = simulation.unplanned().stream()
                .filter(each -> each.deal().channel() == Channel.PARTNER)
                .map(each -> each.deal().opportunityId() + " (" + each.reason() + ")").toList();
        name(unknown, "partner deals that no readable plan governs", unplanned);
        name(unknown, "partner deals that no seller owns", sourced(deals.ownerless()));
        name(unknown, "partner deals without an exchange rate", sourced(deals.withoutRate()));
        return unknown;
    }

    private static List<String> sourced(List<WonDeal> deals) {
        return deals.stream().filter(deal -> deal.tag() == Tag.SOURCED).map(WonDeal::opportunityId).sorted().toList();
    }

    private static void name(List<String> unknown, String what, List<String> which) {
        if (!which.isEmpty()) {
            String rest = which.size() > NAMED ? " and " + (which.size() - NAMED) + " more" : "";
            unknown.add(which.size() + " " + what + ": "
                    + String.join(", ", which.subList(0, Math.min(NAMED, which.size()))) + rest);
        }
    }
}
