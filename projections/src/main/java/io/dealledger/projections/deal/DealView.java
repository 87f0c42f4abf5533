package io.dealledger.projections.deal;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for decisions. */
public final class DealView {
    public static final String VIEW = "deal";

    private static final int ROWS_AT_ONCE = 1_000;

    private DealView() {}

    /**
     * @param position   where the ledger holds the decision
     * @param recordedAt when it was made
     * @param event      {@code attribution.decided} as stored, JSON
     */
    public record Decided(long position, Instant recordedAt, String event) {}

    /** The decisions on an opportunity, newest first: the first one is in force. Empty if there is none. */
    public static List<Decided> history(JdbcClient sql, String opportunityId, AsOf asOf) {
        return sql.sql("""
                SELECT position, recorded_at, event FROM decision
                WHERE opportunity_id = ? AND position <= ? ORDER BY position DESC""").param(opportunityId)
                .param(asOf.position()).query((row, _) -> decided(row)).list();
    }

    /**
     * Hands out, for each opportunity decided on in a stretch of the ledger, the last decision of that stretch.
     *
     * @param after the stretch begins behind this position; -1 for the whole ledger
     */
    public static void forEachInForce(JdbcClient sql, long after, long upTo, Consumer<Decided> consumer) {
        sql.sql("""
                SELECT DISTINCT ON (opportunity_id) position, recorded_at, event FROM decision
                WHERE position > ? AND position <= ? ORDER BY opportunity_id, position DESC""")
                .withFetchSize(ROWS_AT_ONCE).param(after).param(upTo).query(row -> {
                    consumer.accept(decided(row));
                });
    }

    /** The decision in force on each of these opportunities; those without one are left out. */
    public static List<Decided> ofOpportunities(JdbcClient sql, Collection<String> opportunityIds, AsOf asOf) {
        return sql.sql("""
                SELECT DISTINCT ON (opportunity_id) position, recorded_at, event FROM decision
                WHERE opportunity_id = ANY (?) AND position <= ? ORDER BY opportunity_id, position DESC""")
                .param(opportunityIds.toArray(String[]::new)).param(asOf.position())
                .query((row, _) -> decided(row)).list();
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(row.getLong("position"), SqlTime.get(row, "recorded_at"), row.getString("event"));
    }
}
