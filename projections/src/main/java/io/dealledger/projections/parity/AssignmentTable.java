package io.dealledger.projections.parity;

import io.dealledger.parity.PlanBook;
import io.dealledger.projections.engine.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who accepted which plan, in order of occurrence when read. */
final class AssignmentTable {
    private static final String IN_ORDER = " ORDER BY occurred_at, position";

    private AssignmentTable() {}

    record Assigned(long position, Instant occurredAt, PlanBook.Assignment assignment) {}

    static void insert(Connection connection, List<Assigned> assignments) throws SQLException {
        var rows = new RowBatch("int8", "numeric", "text", "text", "numeric", "text");
        assignments.forEach(each -> rows.add(each.position(), Exact.seconds(each.occurredAt()),
                each.assignment().aeId(), each.assignment().planId(), Exact.seconds(each.assignment().acceptedAt()),
                each.assignment().period()));
        rows.insert(connection, "assignment", "position, occurred_at, ae_id, plan_id, accepted_at, period");
    }

    static List<PlanBook.Assignment> at(JdbcClient sql, long position) {
        return sql.sql("SELECT * FROM assignment WHERE position <= ?" + IN_ORDER).param(position)
                .query((row, _) -> assignment(row)).list();
    }

    static List<PlanBook.Assignment> of(JdbcClient sql, Collection<String> sellers) {
        return sql.sql("SELECT * FROM assignment WHERE ae_id = ANY (?)" + IN_ORDER)
                .param(sellers.toArray(String[]::new)).query((row, _) -> assignment(row)).list();
    }

    static List<String> sellersOn(JdbcClient sql, Collection<String> plans) {
        return sql.sql("SELECT DISTINCT ae_id FROM assignment WHERE plan_id = ANY (?)")
                .param(plans.toArray(String[]::new)).query((row, _) -> row.getString(1)).list();
    }

    private static PlanBook.Assignment assignment(ResultSet row) throws SQLException {
        return new PlanBook.Assignment(row.getString("ae_id"), row.getString("plan_id"),
                Exact.instant(row, "accepted_at"), row.getString("period"));
    }
}
