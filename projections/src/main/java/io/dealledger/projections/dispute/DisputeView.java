package io.dealledger.projections.dispute;

import io.dealledger.attribution.DisputeStanding.Status;
import io.dealledger.attribution.Tag;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.SqlTime;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for disputes. */
public final class DisputeView {
    public static final String VIEW = "dispute";

    private static final String DISPUTES = """
            SELECT s.*, o.position AS opened_position FROM (
              SELECT DISTINCT ON (dispute_id) * FROM standing WHERE position <= ? ORDER BY dispute_id, position DESC) s
            CROSS JOIN LATERAL (SELECT min(position) AS position FROM fact f
              WHERE f.dispute_id = s.dispute_id AND f.kind = 'dispute.opened' AND f.arrived_at <= ?) o
            WHERE o.position IS NOT NULL""";

    private DisputeView() {}

    /**
     * @param openedPosition where the ledger holds its opening; lists are in this order
     * @param inForce        whether its decision is the one that tags the deal
     * @param tag            of the deal, as it stands
     * @param closedAt       of the deal; null while open
     */
    public record Dispute(String disputeId, long openedPosition, String opportunityId, String accountId, Status status,
            boolean inForce, Tag tag, String policy, @Nullable Instant closedAt, @Nullable BigDecimal amount,
            @Nullable String currency) {}

    /** @param fact as stored, JSON */
    public record Said(long position, String fact) {}

    /** Disputes after a position, oldest first, at most {@code limit}. @param statuses any of these */
    public static List<Dispute> page(JdbcClient sql, AsOf asOf, Collection<Status> statuses, long after, int limit) {
        return sql.sql(DISPUTES + " AND s.status = ANY (?) AND o.position > ? ORDER BY o.position LIMIT ?")
                .param(asOf.position()).param(asOf.position())
                .param(statuses.stream().map(Status::name).toArray(String[]::new)).param(after).param(limit)
                .query((row, _) -> dispute(row)).list();
    }

    public static Optional<Dispute> dispute(JdbcClient sql, AsOf asOf, String disputeId) {
        return sql.sql(DISPUTES + " AND s.dispute_id = ?").param(asOf.position()).param(asOf.position())
                .param(disputeId).query((row, _) -> dispute(row)).optional();
    }

    /** What was said in each of these disputes, by business time and then by the ledger's order, as the rules read it. */
    public static Map<String, List<Said>> course(JdbcClient sql, AsOf asOf, Collection<String> disputeIds) {
        var course = new TreeMap<String, List<Said>>();
        sql.sql("""
                SELECT * FROM (SELECT DISTINCT ON (dispute_id, source, fact_id) * FROM fact
                  WHERE dispute_id = ANY (?) AND arrived_at <= ?
                  ORDER BY dispute_id, source, fact_id, arrived_at DESC) f
                ORDER BY dispute_id, occurred_at, recorded_at, position""")
                .param(disputeIds.toArray(String[]::new)).param(asOf.position()).query(row -> {
                    course.computeIfAbsent(row.getString("dispute_id"), _ -> new ArrayList<>())
                            .add(new Said(row.getLong("position"), row.getString("fact")));
                });
        return course;
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(row.getString("dispute_id"), row.getLong("opened_position"),
                row.getString("opportunity_id"), row.getString("account_id"), Status.valueOf(row.getString("status")),
                row.getBoolean("in_force"), Tag.valueOf(row.getString("tag")), row.getString("policy"),
                SqlTime.getOrNull(row, "closed_at"), row.getBigDecimal("amount"), row.getString("currency"));
    }
}
