package io.dealledger.projections.feed;

import io.dealledger.feed.ControlTotal;
import io.dealledger.feed.Counted;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.SqlTime;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks what sources said. */
public final class FeedView {
    public static final String VIEW = "feed";

    private FeedView() {}

    /** A gap, the end of one, or a control total. @param position its place in the ledger's order @param fact as stored, JSON */
    public record Said(long position, String fact) {}

    /**
     * When a source was heard of last.
     *
     * @param heardAt    when the ledger last learned something of it, quarantined deliveries included
     * @param happenedAt the latest business time that it spoke of; null while all is quarantined
     * @param open       its deliveries that wait for a person
     */
    public record Source(String source, Instant heardAt, @Nullable Instant happenedAt, long open) {}

    /** What was said about feeds and stands, in the order in which the ledger learned of it. */
    public static List<Said> said(JdbcClient sql, AsOf asOf) {
        return sql.sql("""
                SELECT position, fact FROM said s WHERE arrived_at <= ? AND NOT EXISTS (SELECT 1 FROM said later
                  WHERE later.source = s.source AND later.fact_id = s.fact_id AND later.arrived_at > s.arrived_at
                    AND later.arrived_at <= ?)
                ORDER BY position""").param(asOf.position()).param(asOf.position())
                .query((row, _) -> new Said(row.getLong("position"), row.getString("fact"))).list();
    }

    /** Every source heard of by then, sorted. */
    public static List<Source> sources(JdbcClient sql, AsOf asOf) {
        return sql
                .sql("""
                        SELECT s.source, greatest(told.recorded_at, kept.recorded_at) AS heard_at, told.occurred_at,
                          (SELECT count(*) FROM held h WHERE h.source = s.source AND h.position <= :p
                            AND (h.ruled_at IS NULL OR h.ruled_at > :p)) AS open
                        FROM source s
                        LEFT JOIN LATERAL (SELECT recorded_at,
                            (SELECT max(occurred_at) FROM statement o WHERE o.source = s.source AND o.arrived_at <= :p) AS occurred_at
                          FROM statement t
                          WHERE t.source = s.source AND t.arrived_at <= :p ORDER BY t.arrived_at DESC LIMIT 1) told ON true
                        LEFT JOIN LATERAL (SELECT recorded_at FROM held h
                          WHERE h.source = s.source AND h.position <= :p ORDER BY h.position DESC LIMIT 1) kept ON true
                        WHERE s.since <= :p ORDER BY s.source""")
                .param("p", asOf.position())
                .query((row, _) -> new Source(row.getString("source"), SqlTime.get(row, "heard_at"),
                        SqlTime.getOrNull(row, "occurred_at"), row.getLong("open")))
                .list();
    }

    /** What was taken in for each of the totals, in their order. */
    public static List<Counted> counted(JdbcClient sql, AsOf asOf, List<ControlTotal> totals) {
        var counted = new ArrayList<Counted>();
        for (ControlTotal total : totals) {
            counted.add(counted(sql, asOf, total.feed(), total.from(), total.until()));
        }
        return counted;
    }

    /**
     * Records of a feed about which something was said that happened in a stretch of time.
     *
     * @param feed a source; or a part of one, by the kind of its records or of what it says
     */
    public static Counted counted(JdbcClient sql, AsOf asOf, String feed, Instant from, Instant until) {
        int slash = feed.lastIndexOf('/');
        return sql.sql("""
                WITH told AS (
                  SELECT DISTINCT ON (source, record) amount, currency FROM statement
                  WHERE (source = :feed OR source = :source AND :part IN (record_kind, kind))
                    AND occurred_at >= :from AND occurred_at < :until AND arrived_at <= :p
                  ORDER BY source, record, amount IS NULL, occurred_at DESC, position DESC)
                SELECT count(*) AS records, coalesce(sum(amount), 0) AS amount,
                  array(SELECT DISTINCT currency FROM told WHERE amount IS NOT NULL AND currency IS NOT NULL ORDER BY 1)
                    AS currencies FROM told""").param("feed", feed)
                .param("source", slash < 0 ? "" : feed.substring(0, slash))
                .param("part", slash < 0 ? "" : feed.substring(slash + 1)).param("from", SqlTime.of(from))
                .param("until", SqlTime.of(until)).param("p", asOf.position()).query(FeedView::counted).single();
    }

    private static Counted counted(ResultSet row, int number) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return new Counted(row.getLong("records"), amount,
                List.of((String[]) row.getArray("currencies").getArray()));
    }
}
