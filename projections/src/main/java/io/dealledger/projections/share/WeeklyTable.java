package io.dealledger.projections.share;

import io.dealledger.attribution.Tag;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.projections.share.PostingChange.Sum;
import io.dealledger.projections.share.PostingChange.WeekKey;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running sums of what stands. */
final class WeeklyTable {
    private static final Comparator<WeekKey> ORDER = Comparator.comparing(WeekKey::scope)
            .thenComparing(WeekKey::firstDay).thenComparing(WeekKey::segment).thenComparing(WeekKey::tag);

    private WeeklyTable() {}

    /** Empties the sums if they were made on other terms. @return whether the terms are the same as before */
    static boolean adopt(Connection connection, Definition terms) {
        JdbcClient sql = Sql.on(connection);
        if (terms(sql).equals(terms.id())) {
            return true;
        }
        sql.sql("DELETE FROM weekly").update();
        sql.sql("""
                INSERT INTO weekly_terms (id, currency, zone) VALUES (1, ?, ?)
                ON CONFLICT (id) DO UPDATE SET currency = excluded.currency, zone = excluded.zone""")
                .param(terms.currency().getCurrencyCode()).param(terms.zone().getId()).update();
        return false;
    }

    static void write(Connection connection, Map<WeekKey, Sum> changes) throws SQLException {
        var rows = new RowBatch("text", "date", "text", "text", "int8", "numeric", "numeric");
        changes.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).forEach(change -> {
            WeekKey key = change.getKey();
            Sum sum = change.getValue();
            rows.add(key.scope(), key.firstDay(), key.segment(), key.tag(), sum.postings(), sum.net(), sum.gross());
        });
        rows.execute(connection, """
                INSERT INTO weekly AS w (scope, first_day, segment, tag, postings, net, gross)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (scope, first_day, segment, tag) DO UPDATE SET
                  postings = w.postings + excluded.postings, net = w.net + excluded.net,
                  gross = w.gross + excluded.gross""");
        if (!rows.isEmpty()) {
            Sql.on(connection).sql("DELETE FROM weekly WHERE postings = 0").update();
        }
    }

    /** Whether the sums are those of this definition. */
    static boolean holds(JdbcClient sql, Definition definition) {
        return terms(sql).equals(ReportingTable.terms(definition.currency(), definition.zone())
                .with(definition.calendar()).id());
    }

    /** The sums of the weeks from {@code first} to {@code last}, a series for each segment; "" is not stated. */
    static SortedMap<String, ShareSeries> series(JdbcClient sql, Definition definition, Week first, Week last) {
        var weeks = new TreeMap<String, SortedMap<Week, Totals>>();
        sql.sql("SELECT first_day, segment, tag, net, gross FROM weekly WHERE scope = ? AND first_day BETWEEN ? AND ?")
                .param(definition.scope().name()).param(first.firstDay()).param(last.firstDay())
                .query(row -> {
                    Week week = Objects.requireNonNull(
                            definition.calendar().weekOf(row.getObject("first_day", LocalDate.class)));
                    BigDecimal amount = row.getBigDecimal(definition.basis() == Basis.VENDOR_NET ? "net" : "gross");
                    Totals totals = Totals.zero(definition.currency()).plus(Tag.valueOf(row.getString("tag")), amount);
                    weeks.computeIfAbsent(row.getString("segment"), _ -> new TreeMap<>())
                            .merge(week, totals, Totals::plus);
                });
        var series = new TreeMap<String, ShareSeries>();
        weeks.forEach((segment, byWeek) -> series.put(segment, new ShareSeries(definition, byWeek)));
        return series;
    }

    private static String terms(JdbcClient sql) {
        return sql.sql("SELECT currency, zone FROM weekly_terms")
                .query((row, _) -> ReportingTable.terms(Currency.getInstance(row.getString("currency")),
                        ZoneId.of(row.getString("zone"))).id())
                .optional().orElse("none yet");
    }
}
