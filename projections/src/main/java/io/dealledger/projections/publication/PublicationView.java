package io.dealledger.projections.publication;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks what was published. */
public final class PublicationView {
    public static final String VIEW = "publication";

    private PublicationView() {}

    /**
     * @param position     where the ledger holds it
     * @param asOfPosition the last position that its numbers count
     * @param numbers      as sealed, JSON
     */
    public record Published(long position, Instant publishedAt, String definition, String week, long asOfPosition,
            String numbers) {}

    /** Those after a position, oldest first, at most {@code limit}. @param week null: any @param definition null: any */
    public static List<Published> page(JdbcClient sql, AsOf asOf, @Nullable String week, @Nullable String definition,
            long after, int limit) {
        return sql.sql("""
                SELECT * FROM publication WHERE position <= ? AND position > ?
                  AND (?::text IS NULL OR week = ?) AND (?::text IS NULL OR definition = ?)
                ORDER BY position LIMIT ?""").param(asOf.position()).param(after).param(week).param(week)
                .param(definition).param(definition).param(limit).query((row, _) -> published(row)).list();
    }

    /** What was published of these weeks of a definition: one a week at most. */
    public static List<Published> ofWeeks(JdbcClient sql, AsOf asOf, String definition, Collection<String> weeks) {
        return sql.sql("""
                SELECT * FROM publication WHERE position <= ? AND definition = ? AND week = ANY (?)
                ORDER BY position""").param(asOf.position()).param(definition)
                .param(weeks.toArray(String[]::new)).query((row, _) -> published(row)).list();
    }

    private static Published published(ResultSet row) throws SQLException {
        return new Published(row.getLong("position"), SqlTime.get(row, "published_at"), row.getString("definition"),
                row.getString("week"), row.getLong("as_of_position"), row.getString("numbers"));
    }
}
