package io.dealledger.projections.parity;

import io.dealledger.parity.PayMovement;
import io.dealledger.projections.engine.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was credited, paid and taken back, in order of occurrence when read. */
final class PayTable {
    private static final String IN_ORDER = " ORDER BY at, position";

    private PayTable() {}

    /** @param pay by position */
    static void insert(Connection connection, Map<Long, PayMovement> pay) throws SQLException {
        var rows = new RowBatch("int8", "text", "text", "text", "numeric", "numeric", "text");
        pay.forEach((position, each) -> rows.add(position, each.kind(), each.opportunityId(), each.aeId(),
                Exact.seconds(each.at()), each.amount(), each.currency()));
        rows.insert(connection, "pay", "position, kind, opportunity_id, ae_id, at, amount, currency");
    }

    static List<PayMovement> of(JdbcClient sql, Collection<String> opportunities) {
        return sql.sql("SELECT * FROM pay WHERE opportunity_id = ANY (?)" + IN_ORDER)
                .param(opportunities.toArray(String[]::new)).query((row, _) -> movement(row)).list();
    }

    static List<Long> positions(JdbcClient sql, String opportunityId, long last) {
        return sql.sql("SELECT position FROM pay WHERE opportunity_id = ? AND position <= ?" + IN_ORDER)
                .param(opportunityId).param(last).query((row, _) -> row.getLong(1)).list();
    }

    static List<PayMovement> at(JdbcClient sql, long position) {
        return sql.sql("SELECT * FROM pay WHERE position <= ?" + IN_ORDER).param(position)
                .query((row, _) -> movement(row)).list();
    }

    private static PayMovement movement(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new PayMovement(PayMovement.Kind.valueOf(row.getString("kind")), row.getString("opportunity_id"),
                row.getString("ae_id"), Exact.instant(row, "at"), row.getBigDecimal("amount"),
                currency == null ? null : Currency.getInstance(currency));
    }
}
