package io.dealledger.projections.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.ParityDeal.Pay;
import io.dealledger.parity.ParityDeals;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.PlanSimulation;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import io.dealledger.parity.PlanSimulation.Unplanned;
import io.dealledger.parity.WonDeal;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands, judged on the reporting terms. */
final class JudgedTable {
    private JudgedTable() {}

    private enum Why {
        OWNERLESS, WITHOUT_RATE
    }

    /** @return whether the terms are those that everything was judged on before */
    static boolean adopt(JdbcClient sql, Currency currency, ZoneId zone) {
        if (holds(sql, currency, zone)) {
            return true;
        }
        sql.sql("""
                INSERT INTO judged_terms (id, currency, zone) VALUES (1, ?, ?)
                ON CONFLICT (id) DO UPDATE SET currency = excluded.currency, zone = excluded.zone""")
                .param(currency.getCurrencyCode()).param(zone.getId()).update();
        return false;
    }

    static boolean holds(JdbcClient sql, Currency currency, ZoneId zone) {
        return sql.sql("SELECT EXISTS (SELECT FROM judged_terms WHERE currency = ? AND zone = ?)")
                .param(currency.getCurrencyCode()).param(zone.getId()).query(Boolean.class).single();
    }

    static List<String> sellersOf(JdbcClient sql, Collection<String> opportunities) {
        return sql.sql("SELECT DISTINCT ae_id FROM judged WHERE opportunity_id = ANY (?)")
                .param(opportunities.toArray(String[]::new)).query((row, _) -> row.getString(1)).list();
    }

    static List<String> dealsOf(JdbcClient sql, Collection<String> sellers) {
        return sql.sql("SELECT opportunity_id FROM judged WHERE ae_id = ANY (?)")
                .param(sellers.toArray(String[]::new)).query((row, _) -> row.getString(1)).list();
    }

    /** @param opportunities all that the books are about; those that they leave out are no longer judged */
    static void write(Connection connection, Collection<String> opportunities, ParityBooks books)
            throws SQLException {
        var rows = new RowBatch("text", "text", "numeric", "numeric", "text", "text", "numeric", "numeric",
                "numeric");
        for (SimulatedDeal each : books.simulation().deals()) {
            add(rows, each.deal(), each.actual(), each.ifDirect());
        }
        for (Unplanned each : books.simulation().unplanned()) {
            add(rows, each.deal(), null, null);
        }
        Set<String> stale = new HashSet<>(opportunities);
        books.deals().deals().forEach(deal -> stale.remove(deal.opportunityId()));
        delete(connection, "judged", stale);
        rows.execute(connection, """
                INSERT INTO judged AS j (opportunity_id, ae_id, vendor_net, customer_price, paid, clawed_back, credited,
                  actual, if_direct)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (opportunity_id) DO UPDATE SET ae_id = excluded.ae_id, vendor_net = excluded.vendor_net,
                  customer_price = excluded.customer_price, paid = excluded.paid, clawed_back = excluded.clawed_back,
                  credited = excluded.credited, actual = excluded.actual, if_direct = excluded.if_direct
                WHERE j::text <> excluded::text""");
        writeUnjudged(connection, opportunities, books.deals());
    }

    private static void writeUnjudged(Connection connection, Collection<String> opportunities, ParityDeals deals)
            throws SQLException {
        var rows = new RowBatch("text", "text");
        Set<String> stale = new HashSet<>(opportunities);
        deals.ownerless().forEach(deal -> rows.add(deal.opportunityId(), Why.OWNERLESS));
        deals.withoutRate().forEach(deal -> rows.add(deal.opportunityId(), Why.WITHOUT_RATE));
        deals.ownerless().forEach(deal -> stale.remove(deal.opportunityId()));
        deals.withoutRate().forEach(deal -> stale.remove(deal.opportunityId()));
        delete(connection, "unjudged", stale);
        rows.execute(connection, """
                INSERT INTO unjudged (opportunity_id, why) SELECT * FROM unnest(?, ?)
                ON CONFLICT (opportunity_id) DO UPDATE SET why = excluded.why""");
    }

    private static void delete(Connection connection, String table, Set<String> opportunities) {
        if (!opportunities.isEmpty()) {
            Sql.on(connection).sql("DELETE FROM " + table + " WHERE opportunity_id = ANY (?)")
                    .param(opportunities.toArray(String[]::new)).update();
        }
    }

    private static void add(RowBatch rows, ParityDeal deal, @Nullable BigDecimal actual,
            @Nullable BigDecimal ifDirect) {
        rows.add(deal.opportunityId(), deal.aeId(), deal.vendorNet(), deal.customerPrice(), text(deal.paid()),
                text(deal.clawedBack()), deal.credited(), actual, ifDirect);
    }

    private static String text(List<Pay> pays) {
        return Exact.pairs(pays, pay -> Exact.seconds(pay.at()), Pay::amount);
    }

    /** Everything that stands. @param plans of the same zone */
    static ParityBooks read(JdbcClient sql, PlanBook plans, Currency currency) {
        var deals = new ArrayList<ParityDeal>();
        var simulated = new ArrayList<SimulatedDeal>();
        var unplanned = new ArrayList<Unplanned>();
        sql.sql("""
                SELECT j.*, w.closed_at, w.tag, w.deal_type, w.segment, w.region
                FROM judged j JOIN won w USING (opportunity_id) WHERE w.to_position = %d ORDER BY opportunity_id"""
                .formatted(Sql.STANDS)).query(row -> {
                    ParityDeal deal = deal(row);
                    deals.add(deal);
                    switch (plans.at(deal.aeId(), deal.closedAt())) {
                        case PlanBook.Plan plan -> simulated.add(new SimulatedDeal(deal, plan.planId(), plan.terms(),
                                row.getBigDecimal("actual"), row.getBigDecimal("if_direct")));
                        case PlanBook.NoPlan(String reason) -> unplanned.add(new Unplanned(deal, reason));
                    }
                });
        simulated.sort(Comparator.comparing(SimulatedDeal::deal, ParityDeal.BY_CLOSE));
        unplanned.sort(Comparator.comparing(Unplanned::deal, ParityDeal.BY_CLOSE));
        return new ParityBooks(new ParityDeals(deals, unjudged(sql, Why.OWNERLESS), unjudged(sql, Why.WITHOUT_RATE)),
                new PlanSimulation(simulated, unplanned), currency);
    }

    private static List<WonDeal> unjudged(JdbcClient sql, Why why) {
        return sql.sql("""
                SELECT w.* FROM unjudged u JOIN won w USING (opportunity_id)
                WHERE w.to_position = %d AND u.why = ? ORDER BY opportunity_id""".formatted(Sql.STANDS))
                .param(why.name())
                .query((row, _) -> WonTable.deal(row)).list();
    }

    private static ParityDeal deal(ResultSet row) throws SQLException {
        return new ParityDeal(row.getString("opportunity_id"), row.getString("ae_id"),
                Exact.instant(row, "closed_at"), Tag.valueOf(row.getString("tag")),
                DealType.valueOf(row.getString("deal_type")), row.getBigDecimal("vendor_net"),
                row.getBigDecimal("customer_price"), row.getString("segment"), row.getString("region"),
                pays(row.getString("paid")), pays(row.getString("clawed_back")), row.getBigDecimal("credited"));
    }

    private static List<Pay> pays(String text) {
        return Exact.pairs(text,
                (at, amount) -> new Pay(Exact.instant(new BigDecimal(at)), new BigDecimal(amount)));
    }
}
