package io.dealledger.projections.engine.reporting;

import io.dealledger.attribution.Policy;
import io.dealledger.attribution.PolicyReader;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.SqlTime;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.IsoWeeks;
import io.dealledger.share.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Since when which policy says in which currency and zone numbers are shown. */
public final class ReportingTable {
    private ReportingTable() {}

    /** A policy and when the ledger learned of it. */
    public record Published(long position, Instant recordedAt, PolicyPublished policy) {}

    public static void insert(Connection connection, List<Published> policies) throws SQLException {
        for (Published published : policies) {
            Policy.Reporting reporting = reporting(connection, published);
            Instant from = published.policy().effectiveFrom();
            var rows = new RowBatch("int8", "text", "timestamptz", "text", "text");
            rows.add(published.position(), published.policy().version(),
                    SqlTime.of(from.isAfter(published.recordedAt()) ? from : published.recordedAt()),
                    reporting.currency(), reporting.zone());
            rows.insert(connection, "reporting", "position, version, governs_from, currency, zone");
        }
    }

    /** Net new revenue by ISO week, as the policy in force at this instant reports it. */
    public static Definition termsAt(Connection connection, Instant instant) {
        return termsAt(Sql.on(connection), Long.MAX_VALUE, instant);
    }

    /** The same by the policies known at a position. */
    public static Definition termsAt(JdbcClient sql, long position, Instant instant) {
        return sql.sql("""
                SELECT currency, zone FROM reporting WHERE position <= ? AND governs_from <= ?
                ORDER BY governs_from DESC, position DESC LIMIT 1""").param(position).param(SqlTime.of(instant))
                .query((row, _) -> terms(Currency.getInstance(row.getString("currency")),
                        ZoneId.of(row.getString("zone"))))
                .optional().orElseGet(() -> terms(Policy.STANDARD.reporting().currency(),
                        Policy.STANDARD.reporting().zone()));
    }

    public static Definition terms(Currency currency, ZoneId zone) {
        return new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, new IsoWeeks(), zone, currency);
    }

    /** A version published again without rules reports as before. */
    private static Policy.Reporting reporting(Connection connection, Published published) {
        var rules = published.policy().rules();
        String version = published.policy().version();
        if (rules != null) {
            return PolicyReader.readOrThrow(version, rules).reporting();
        }
        return Sql.on(connection).sql("""
                SELECT currency, zone FROM reporting WHERE version = ? ORDER BY position DESC LIMIT 1""")
                .param(version)
                .query((row, _) -> new Policy.Reporting(Currency.getInstance(row.getString("currency")),
                        ZoneId.of(row.getString("zone")), Policy.STANDARD.reporting().calendar(),
                        Policy.STANDARD.reporting().rollingWeeks()))
                .optional().orElse(Policy.STANDARD.reporting());
    }
}
