package io.dealledger.projections.engine.reporting;

import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The published exchange rates. */
public final class RateTable {
    private static final String INTO = """
            SELECT position, recorded_at, base, quote, rate, effective_date FROM rate WHERE quote = ?""";

    private RateTable() {}

    public static void insert(Connection connection, Collection<FxRates.Rate> rates) throws SQLException {
        var rows = new RowBatch("int8", "timestamptz", "text", "text", "text", "date");
        rates.forEach(rate -> rows.add(rate.sequence(), SqlTime.of(rate.recordedAt()), rate.base(), rate.quote(),
                rate.rate(), rate.effectiveDate()));
        rows.insert(connection, "rate", "position, recorded_at, base, quote, rate, effective_date");
    }

    /** The rates of some currencies into another; does not ask the database where none is needed. */
    public static FxRates into(Connection connection, Currency quote, Set<Currency> bases) {
        String[] foreign = bases.stream().filter(base -> !base.equals(quote)).map(Currency::getCurrencyCode)
                .toArray(String[]::new);
        return foreign.length == 0
                ? FxRates.NONE
                : rates(Sql.on(connection).sql(INTO + " AND base = ANY (?)").param(quote.getCurrencyCode())
                        .param(foreign));
    }

    /** Every rate into a currency that was known at a position. */
    public static FxRates into(JdbcClient sql, Currency quote, long position) {
        return rates(sql.sql(INTO + " AND position <= ?").param(quote.getCurrencyCode()).param(position));
    }

    private static FxRates rates(JdbcClient.StatementSpec statement) {
        List<FxRates.Rate> rates = statement.query((row, _) -> rate(row)).list();
        return FxRates.of(rates);
    }

    private static FxRates.Rate rate(ResultSet row) throws SQLException {
        return new FxRates.Rate(Currency.getInstance(row.getString("base")),
                Currency.getInstance(row.getString("quote")), Fraction.parse(row.getString("rate")),
                row.getObject("effective_date", LocalDate.class), SqlTime.get(row, "recorded_at"),
                row.getLong("position"));
    }
}
