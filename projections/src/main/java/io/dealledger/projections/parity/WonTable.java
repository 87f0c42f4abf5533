package io.dealledger.projections.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.money.FxRates;
import io.dealledger.parity.WonDeal;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Won deals of new revenue, each with the positions between which a decision on it stands. */
final class WonTable {
    private static final String IN_ORDER = " ORDER BY opportunity_id";
    private static final String STANDING = "SELECT * FROM won WHERE to_position = " + Sql.STANDS;

    private WonTable() {}

    /** What a decision says of a deal. @param deal null where it is not won, or is not new revenue */
    record Decided(long position, String opportunityId, @Nullable WonDeal deal) {}

    /** @param decisions in ledger order */
    static void write(Connection connection, List<Decided> decisions) throws SQLException {
        Map<String, Long> first = new HashMap<>();
        decisions.forEach(decided -> first.putIfAbsent(decided.opportunityId(), decided.position()));
        var ended = new RowBatch("text", "int8");
        first.forEach(ended::add);
        ended.execute(connection, """
                UPDATE won w SET to_position = e.position FROM unnest(?, ?) AS e(opportunity_id, position)
                WHERE w.opportunity_id = e.opportunity_id AND w.to_position = %d""".formatted(Sql.STANDS));

        var rows = new RowBatch("text", "int8", "int8", "text", "numeric", "date", "text", "text", "numeric",
                "numeric", "text", "text", "text");
        Map<String, Long> ends = new HashMap<>();
        for (Decided decided : decisions.reversed()) {
            Long next = ends.put(decided.opportunityId(), decided.position());
            WonDeal deal = decided.deal();
            if (deal != null) {
                rows.add(deal.opportunityId(), decided.position(), next == null ? Sql.STANDS : next, deal.ownerAe(),
                        Exact.seconds(deal.closedAt()), deal.fxDate(), deal.tag(), deal.dealType(), deal.amount(),
                        deal.customerPrice(), deal.currency(), deal.segment(), deal.region());
            }
        }
        rows.insert(connection, "won", """
                opportunity_id, from_position, to_position, owner_ae, closed_at, fx_date, tag,
                deal_type, amount, customer_price, currency, segment, region""");
    }

    static List<WonDeal> standing(JdbcClient sql) {
        return sql.sql(STANDING + IN_ORDER).query((row, _) -> deal(row)).list();
    }

    static List<WonDeal> standing(JdbcClient sql, Collection<String> opportunities) {
        return sql.sql(STANDING + " AND opportunity_id = ANY (?)" + IN_ORDER)
                .param(opportunities.toArray(String[]::new)).query((row, _) -> deal(row)).list();
    }

    static List<WonDeal> at(JdbcClient sql, long position) {
        return sql.sql("SELECT * FROM won WHERE from_position <= ? AND to_position > ?" + IN_ORDER).param(position)
                .param(position).query((row, _) -> deal(row)).list();
    }

    /** The deals that stand and may convert otherwise, or their pay, since these rates are known. */
    static List<String> affectedBy(JdbcClient sql, Collection<FxRates.Rate> rates, Currency reporting) {
        List<FxRates.Rate> into = rates.stream().filter(rate -> rate.quote().equals(reporting)).toList();
        if (into.isEmpty()) {
            return List.of();
        }
        String[] bases = into.stream().map(rate -> rate.base().getCurrencyCode()).distinct().toArray(String[]::new);
        LocalDate earliest = into.stream().map(FxRates.Rate::effectiveDate).min(LocalDate::compareTo).orElseThrow();
        return sql.sql("""
                SELECT opportunity_id FROM won w WHERE to_position = %d AND fx_date >= ? AND (currency = ANY (?)
                  OR EXISTS (SELECT FROM pay p WHERE p.opportunity_id = w.opportunity_id AND p.currency = ANY (?)))"""
                .formatted(Sql.STANDS)).param(earliest).param(bases).param(bases).query((row, _) -> row.getString(1))
                .list();
    }

    static WonDeal deal(ResultSet row) throws SQLException {
        return new WonDeal(row.getString("opportunity_id"), row.getString("owner_ae"),
                Exact.instant(row, "closed_at"), Tag.valueOf(row.getString("tag")),
                DealType.valueOf(row.getString("deal_type")), row.getBigDecimal("amount"),
                row.getBigDecimal("customer_price"), Currency.getInstance(row.getString("currency")),
                row.getString("segment"), row.getString("region"));
    }
}
