package io.dealledger.parity;

import io.dealledger.share.GateReading;
import java.time.Instant;
import java.util.Currency;
import java.util.function.Predicate;

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
}
