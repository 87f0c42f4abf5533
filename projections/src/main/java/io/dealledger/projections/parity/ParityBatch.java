package io.dealledger.projections.parity;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.CompPlanAssigned;
import io.dealledger.fact.CompPlanPublished;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.FxRates;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.ParityDeals;
import io.dealledger.parity.PayMovement;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.WonDeal;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.reporting.RateTable;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.projections.parity.AssignmentTable.Assigned;
import io.dealledger.projections.parity.PlanTable.Published;
import io.dealledger.projections.parity.WonTable.Decided;
import io.dealledger.share.Definition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one batch brings to parity. A seller's plan period is one calculation, so that whatever changes of a seller who has
 * a plan has all of that seller's deals judged again, and nobody else's.
 */
public final class ParityBatch {
    private final List<Decided> decisions = new ArrayList<>();
    private final TreeMap<Long, PayMovement> pay = new TreeMap<>();
    private final List<Published> plans = new ArrayList<>();
    private final List<Assigned> assignments = new ArrayList<>();
    private final List<FxRates.Rate> rates = new ArrayList<>();
    private final List<ReportingTable.Published> policies = new ArrayList<>();
    private Instant reached = Instant.EPOCH;

    void reaches(Instant recordedAt) {
        reached = recordedAt;
    }

    void add(long position, Decision decision) {
        decisions.add(new Decided(position, decision.deal().opportunityId(), WonDeal.of(decision)));
    }

    /** A fact of the company; those of kinds that parity does not depend on are passed over. */
    void add(long position, RecordedFact recorded) {
        switch (recorded.fact()) {
            case CompPlanPublished plan -> plans.add(new Published(position, recorded.occurredAt(),
                    PlanBook.Version.of(plan, recorded.occurredAt())));
            case CompPlanAssigned plan ->
                assignments.add(new Assigned(position, recorded.occurredAt(), PlanBook.Assignment.of(plan)));
            case FxRatePublished(var base, var quote, var rate, var effectiveDate) ->
                rates.add(new FxRates.Rate(base, quote, rate, effectiveDate, recorded.recordedAt(), position));
            case PolicyPublished policy ->
                policies.add(new ReportingTable.Published(position, recorded.recordedAt(), policy));
            default -> {
                PayMovement movement = PayMovement.of(recorded.fact(), recorded.occurredAt());
                if (movement != null) {
                    pay.put(position, movement);
                }
            }
        }
    }

    void write(Connection connection) throws SQLException {
        RateTable.insert(connection, rates);
        ReportingTable.insert(connection, policies);
        WonTable.write(connection, decisions);
        PayTable.insert(connection, pay);
        PlanTable.insert(connection, plans);
        AssignmentTable.insert(connection, assignments);

        JdbcClient sql = Sql.on(connection);
        Definition terms = ReportingTable.termsAt(connection, reached);
        Set<String> deals = decisions.stream().map(Decided::opportunityId)
                .collect(Collectors.toCollection(HashSet::new));
        if (JudgedTable.adopt(sql, terms.currency(), terms.zone())) {
            addTouched(deals, connection, terms);
        } else {
            WonTable.standing(sql).forEach(deal -> deals.add(deal.opportunityId()));
        }
        judge(connection, terms, deals);
    }

    /** Adds every deal of every seller of whom something changed. @param deals that were decided */
    private void addTouched(Set<String> deals, Connection connection, Definition terms) {
        JdbcClient sql = Sql.on(connection);
        deals.addAll(WonTable.affectedBy(sql, rates, terms.currency()));
        pay.values().forEach(each -> deals.add(each.opportunityId()));
        Set<String> sellers = new HashSet<>();
        if (!plans.isEmpty()) {
            sellers.addAll(AssignmentTable.sellersOn(sql,
                    plans.stream().map(plan -> plan.version().planId()).distinct().toList()));
        }
        assignments.forEach(each -> sellers.add(each.assignment().aeId()));
        if (!deals.isEmpty()) {
            sellers.addAll(JudgedTable.sellersOf(sql, deals));
            joined(connection, terms, WonTable.standing(sql, deals)).deals()
                    .forEach(deal -> sellers.add(deal.aeId()));
        }
        // without a plan, what one deal pays says nothing about another
        Set<String> planned = AssignmentTable.of(sql, sellers).stream().map(PlanBook.Assignment::aeId)
                .collect(Collectors.toSet());
        if (!planned.isEmpty()) {
            deals.addAll(JudgedTable.dealsOf(sql, planned));
        }
    }

    private static void judge(Connection connection, Definition terms, Collection<String> opportunities)
            throws SQLException {
        if (opportunities.isEmpty()) {
            return;
        }
        JdbcClient sql = Sql.on(connection);
        ParityDeals deals = joined(connection, terms, WonTable.standing(sql, opportunities));
        Set<String> sellers = new HashSet<>();
        deals.deals().stream().map(ParityDeal::aeId).forEach(sellers::add);
        PlanBook book = PlanBook.of(PlanTable.at(sql, Long.MAX_VALUE), AssignmentTable.of(sql, sellers), terms.zone());
        JudgedTable.write(connection, opportunities, ParityBooks.of(deals, book, terms.currency()));
    }

    private static ParityDeals joined(Connection connection, Definition terms, List<WonDeal> won) {
        List<PayMovement> pay = PayTable.of(Sql.on(connection), won.stream().map(WonDeal::opportunityId).toList());
        FxRates rates = RateTable.into(connection, terms.currency(), currencies(won, pay));
        return ParityDeals.join(won, pay, rates, terms.currency());
    }

    private static Set<Currency> currencies(List<WonDeal> won, List<PayMovement> pay) {
        Set<Currency> currencies = new HashSet<>();
        won.forEach(deal -> currencies.add(deal.currency()));
        pay.forEach(each -> {
            if (each.currency() != null) {
                currencies.add(each.currency());
            }
        });
        return currencies;
    }
}
