package io.dealledger.projections.waiting;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Needs;
import io.dealledger.projections.engine.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks what waits. */
public final class WaitingView {
    public static final String VIEW = "waiting";

    private static final String QUARANTINED = """
            SELECT q.*, r.ruling, r.ruled_by, r.reason AS ruling_reason, r.recorded_at AS ruled_at FROM quarantine q
            LEFT JOIN LATERAL (SELECT * FROM ruling r WHERE r.quarantine_id = q.quarantine_id AND r.position <= ?
              ORDER BY r.position DESC LIMIT 1) r ON true
            WHERE q.position <= ?""";

    private WaitingView() {}

    /** What is shown of one quarantined delivery. */
    public static LongFunction<Needs> needs(String quarantineId) {
        return upTo -> new Needs(upTo, "quarantine/" + quarantineId, false);
    }

    /** What a person may rule about a delivery. */
    public enum Status {
        OPEN, RELEASED, DISCARDED
    }

    /** @param ruling null while open */
    public record Quarantined(String quarantineId, long position, Instant recordedAt, String reason,
            @Nullable String source, @Nullable String id, @Nullable String type, List<String> problems, String raw,
            String rawSha256, String contentType, String via, @Nullable String stands, @Nullable Ruling ruling) {}

    public record Ruling(Status status, @Nullable String by, @Nullable String reason, Instant recordedAt) {}

    /**
     * @param fact      as stored, JSON
     * @param placedAt  position at which it found its account; null while it waits
     */
    public record Parked(long position, Instant recordedAt, String waitsFor, String waitsForId, String fact,
            @Nullable Long placedAt, @Nullable String accountId) {}

    /** How much was waiting. */
    public record Counts(long quarantined, long parked) {}

    /**
     * What quarantined deliveries have in common; null: any.
     *
     * @param via the way in, whatever stands behind a semicolon in it
     */
    public record Match(@Nullable String reason, @Nullable String source, @Nullable String type,
            @Nullable String via) {
        public static final Match ANY = new Match(null, null, null, null);
    }

    /** Quarantined deliveries after a position, oldest first, at most {@code limit}. @param status null: any */
    public static List<Quarantined> quarantined(JdbcClient sql, AsOf asOf, @Nullable Status status, Match match,
            long after, int limit) {
        String condition = switch (status) {
            case null -> "";
            case OPEN -> " AND r.ruling IS NULL";
            case RELEASED -> " AND r.ruling = 'released'";
            case DISCARDED -> " AND r.ruling = 'discarded'";
        };
        return sql
                .sql(QUARANTINED + condition + "\n"
                        + """
                                AND q.reason = coalesce(?, q.reason) AND (?::text IS NULL OR q.source = ?)
                                AND (?::text IS NULL OR q.type = ?) AND split_part(q.via, ';', 1) = coalesce(?, split_part(q.via, ';', 1))
                                AND q.position > ? ORDER BY q.position LIMIT ?""")
                .param(asOf.position()).param(asOf.position()).param(match.reason()).param(match.source())
                .param(match.source()).param(match.type()).param(match.type()).param(match.via()).param(after)
                .param(limit)
                .query((row, _) -> quarantined(row)).list();
    }

    public static Optional<Quarantined> quarantined(JdbcClient sql, AsOf asOf, String quarantineId) {
        return sql.sql(QUARANTINED + " AND q.quarantine_id = ?").param(asOf.position()).param(asOf.position())
                .param(quarantineId).query((row, _) -> quarantined(row)).optional();
    }

    /** By what a source knows a statement. */
    public record Statement(String source, String id) {}

    /** Positions of the quarantined deliveries that bear the name of one of these statements, among the first events. */
    public static List<Long> quarantinedOf(JdbcClient sql, List<Statement> statements, long size) {
        return sql.sql("""
                SELECT position FROM quarantine q
                WHERE position < ? AND EXISTS (SELECT 1 FROM unnest(?, ?) AS s(source, id)
                  WHERE s.source = q.source AND s.id = q.fact_id)
                ORDER BY position""").param(size)
                .param(statements.stream().map(Statement::source).toArray(String[]::new))
                .param(statements.stream().map(Statement::id).toArray(String[]::new))
                .query((row, _) -> row.getLong("position")).list();
    }

    /** Facts still waiting at that moment, oldest first, after a position, at most {@code limit}. */
    public static List<Parked> parked(JdbcClient sql, AsOf asOf, long after, int limit) {
        return sql.sql("""
                SELECT position, recorded_at, waits_for, waits_for_id, fact, placed_at, account_id FROM parked
                WHERE position <= ? AND (placed_at IS NULL OR placed_at > ?) AND position > ?
                ORDER BY position LIMIT ?""").param(asOf.position()).param(asOf.position()).param(after).param(limit)
                .query((row, _) -> new Parked(row.getLong("position"), SqlTime.get(row, "recorded_at"),
                        row.getString("waits_for"), row.getString("waits_for_id"), row.getString("fact"),
                        row.getObject("placed_at", Long.class), row.getString("account_id")))
                .list();
    }

    /** How many deliveries and facts were waiting at that moment. */
    public static Counts counts(JdbcClient sql, AsOf asOf) {
        return sql
                .sql("""
                        SELECT
                          (SELECT count(*) FROM quarantine q WHERE position <= ? AND NOT EXISTS
                            (SELECT 1 FROM ruling r WHERE r.quarantine_id = q.quarantine_id AND r.position <= ?)) AS quarantined,
                          (SELECT count(*) FROM parked WHERE position <= ? AND placed_at IS NULL)
                            + (SELECT count(*) FROM parked WHERE position <= ? AND placed_at > ?) AS parked""")
                .param(asOf.position()).param(asOf.position()).param(asOf.position()).param(asOf.position())
                .param(asOf.position())
                .query((row, _) -> new Counts(row.getLong("quarantined"), row.getLong("parked"))).single();
    }

    private static Quarantined quarantined(ResultSet row) throws SQLException {
        String ruling = row.getString("ruling");
        return new Quarantined(row.getString("quarantine_id"), row.getLong("position"),
                SqlTime.get(row, "recorded_at"), row.getString("reason"), row.getString("source"),
                row.getString("fact_id"), row.getString("type"),
                List.of((String[]) row.getArray("problems").getArray()), row.getString("raw"),
                row.getString("raw_sha256"), row.getString("content_type"), row.getString("via"),
                row.getString("stands"),
                ruling == null
                        ? null
                        : new Ruling(ruling.equals("released") ? Status.RELEASED : Status.DISCARDED,
                                row.getString("ruled_by"), row.getString("ruling_reason"),
                                SqlTime.get(row, "ruled_at")));
    }
}
