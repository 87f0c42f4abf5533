package io.dealledger.projections.parity;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.parity.Basis;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.PlanTerms;
import io.dealledger.projections.engine.RowBatch;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans as published, in order of occurrence when read. */
final class PlanTable {
    private PlanTable() {}

    record Published(long position, Instant occurredAt, PlanBook.Version version) {}

    static void insert(Connection connection, List<Published> plans) throws SQLException {
        var rows = new RowBatch("int8", "numeric", "text", "numeric", "text", "numeric", "text", "text", "text",
                "text", "text", "text", "text", "text");
        for (Published plan : plans) {
            PlanBook.Version version = plan.version();
            PlanTerms terms = version.terms();
            BigDecimal occurredAt = Exact.seconds(plan.occurredAt());
            BigDecimal from = Exact.seconds(version.from());
            if (terms == null) {
                rows.add(plan.position(), occurredAt, version.planId(), from, version.unreadable(), null, null, null,
                        null, null, null, null, null, null);
            } else {
                rows.add(plan.position(), occurredAt, version.planId(), from, "", terms.quota(), terms.currency(),
                        pair(terms.rate()), terms.basis().direct() + " " + terms.basis().partner(),
                        pair(terms.quotaCredit()), pair(terms.aeSplit()),
                        terms.tiers() == null
                                ? null
                                : Exact.pairs(terms.tiers(), PlanTerms.Tier::fromAttainment,
                                        PlanTerms.Tier::multiplier),
                        terms.spif() == null
                                ? null
                                : Exact.pairs(terms.spif(), PlanTerms.Spif::channel, PlanTerms.Spif::amount),
                        terms.clawbackDays() == null
                                ? null
                                : terms.clawbackDays().direct() + " " + terms.clawbackDays().partner());
            }
        }
        rows.insert(connection, "plan", """
                position, occurred_at, plan_id, takes_effect, unreadable, quota, currency, rate,
                basis, quota_credit, ae_split, tiers, spif, clawback_days""");
    }

    static List<PlanBook.Version> at(JdbcClient sql, long position) {
        return sql.sql("SELECT * FROM plan WHERE position <= ? ORDER BY occurred_at, position").param(position)
                .query((row, _) -> version(row)).list();
    }

    private static PlanBook.Version version(ResultSet row) throws SQLException {
        String unreadable = row.getString("unreadable");
        return new PlanBook.Version(row.getString("plan_id"), Exact.instant(row, "takes_effect"),
                unreadable.isEmpty() ? terms(row) : null, unreadable);
    }

    private static PlanTerms terms(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        String tiers = row.getString("tiers");
        String spif = row.getString("spif");
        return new PlanTerms(row.getBigDecimal("quota"), currency == null ? null : Currency.getInstance(currency),
                pair(row.getString("rate"), PlanTable::byChannel),
                pair(row.getString("basis"),
                        (direct, partner) -> new PlanTerms.Bases(Basis.valueOf(direct), Basis.valueOf(partner))),
                pairOrNull(row.getString("quota_credit"), PlanTable::byChannel),
                pairOrNull(row.getString("ae_split"), PlanTable::byChannel),
                tiers == null
                        ? null
                        : Exact.pairs(tiers,
                                (from, multiplier) -> new PlanTerms.Tier(Fraction.parse(from),
                                        Fraction.parse(multiplier))),
                spif == null
                        ? null
                        : Exact.pairs(spif,
                                (channel, amount) -> new PlanTerms.Spif(Channel.valueOf(channel),
                                        new BigDecimal(amount))),
                pairOrNull(row.getString("clawback_days"), (direct, partner) -> new PlanTerms.ClawbackDays(
                        Integer.parseInt(direct), Integer.parseInt(partner))));
    }

    private static PlanTerms.ByChannel byChannel(String direct, String partner) {
        return new PlanTerms.ByChannel(Fraction.parse(direct), Fraction.parse(partner));
    }

    private static @Nullable String pair(PlanTerms.@Nullable ByChannel values) {
        return values == null ? null : values.direct() + " " + values.partner();
    }

    private static <T> T pair(String text, BiFunction<String, String, T> made) {
        return Exact.pairs(text, made).getFirst();
    }

    private static <T> @Nullable T pairOrNull(@Nullable String text, BiFunction<String, String, T> made) {
        return text == null ? null : pair(text, made);
    }
}
