package io.dealledger.projections.share;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.SqlTime;
import io.dealledger.projections.share.PostingChange.Ended;
import io.dealledger.projections.share.ShareBatch.Decided;
import io.dealledger.projections.share.Standing.Counted;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

/** The postings, each with the positions between which it counts. */
final class PostingTable {
    static final String COLUMNS = """
            opportunity_id, id, from_position, scope, account_id, kind, at, tag, net, gross, currency, fx_date,
            deal_type, segment, region, owner_ae, counted_net, counted_gross""";
    private static final String STANDING = "SELECT " + COLUMNS
            + " FROM posting WHERE to_position = " + Sql.STANDS;

    private PostingTable() {}

    /** What stands of the deals decided. */
    static List<Standing> standing(Connection connection, Collection<Decided> decisions) {
        String[] opportunities = decisions.stream().map(decided -> decided.decision().deal().opportunityId())
                .distinct().toArray(String[]::new);
        return Sql.on(connection).sql(STANDING + " AND opportunity_id = ANY (?)").param(opportunities)
                .query((row, _) -> standing(row)).list();
    }

    static List<Standing> standing(Connection connection) {
        return Sql.on(connection).sql(STANDING).query((row, _) -> standing(row)).list();
    }

    /** What stands and may convert otherwise since these rates are known. */
    static List<Standing> affectedBy(Connection connection, Collection<FxRates.Rate> rates, Currency reporting) {
        List<FxRates.Rate> into = rates.stream().filter(rate -> rate.quote().equals(reporting)).toList();
        if (into.isEmpty()) {
            return List.of();
        }
        String[] bases = into.stream().map(rate -> rate.base().getCurrencyCode()).distinct().toArray(String[]::new);
        LocalDate earliest = into.stream().map(FxRates.Rate::effectiveDate).min(LocalDate::compareTo).orElseThrow();
        return Sql.on(connection).sql(STANDING + " AND currency = ANY (?) AND fx_date >= ?").param(bases)
                .param(earliest).query((row, _) -> standing(row)).list();
    }

    /** Before the weekly sums begin anew. */
    static void uncountAll(Connection connection) {
        Sql.on(connection).sql("""
                UPDATE posting SET counted_net = NULL, counted_gross = NULL WHERE counted_net IS NOT NULL""").update();
    }

    static void write(Connection connection, PostingChange change) throws SQLException {
        end(connection, change.ended());
        var rows = new RowBatch("text", "text", "int8", "int8", "text", "text", "text", "timestamptz", "text",
                "numeric", "numeric", "text", "date", "text", "text", "text", "text", "numeric", "numeric");
        change.begun().forEach(standing -> add(rows, standing, Sql.STANDS));
        change.shortLived().forEach(ended -> add(rows, ended.posting(), ended.to()));
        rows.insert(connection, "posting", """
                opportunity_id, id, from_position, to_position, scope, account_id, kind, at, tag,
                net, gross, currency, fx_date, deal_type, segment, region, owner_ae, counted_net, counted_gross""");
        var counted = new RowBatch("text", "text", "int8", "numeric", "numeric");
        change.recounted().forEach(row -> {
            Counted now = row.counted();
            counted.add(row.posting().opportunityId(), row.posting().id(), row.from(), now == null ? null : now.net(),
                    now == null ? null : now.gross());
        });
        counted.execute(connection, """
                UPDATE posting p SET counted_net = c.net, counted_gross = c.gross
                FROM unnest(?, ?, ?, ?, ?) AS c(opportunity_id, id, from_position, net, gross)
                WHERE p.opportunity_id = c.opportunity_id AND p.id = c.id AND p.from_position = c.from_position""");
    }

    static Standing standing(ResultSet row) throws SQLException {
        BigDecimal net = row.getBigDecimal("counted_net");
        return new Standing(Scope.valueOf(row.getString("scope")), posting(row), row.getLong("from_position"),
                net == null ? null : new Counted(net, row.getBigDecimal("counted_gross")));
    }

    static Posting posting(ResultSet row) throws SQLException {
        return new Posting(row.getString("id"), row.getString("opportunity_id"), row.getString("account_id"),
                Posting.Kind.valueOf(row.getString("kind")), SqlTime.get(row, "at"), Tag.valueOf(row.getString("tag")),
                row.getBigDecimal("net"), row.getBigDecimal("gross"), Currency.getInstance(row.getString("currency")),
                row.getObject("fx_date", LocalDate.class), DealType.valueOf(row.getString("deal_type")),
                row.getString("segment"), row.getString("region"), row.getString("owner_ae"));
    }

    private static void end(Connection connection, List<Ended> ended) throws SQLException {
        var rows = new RowBatch("text", "text", "int8", "int8");
        ended.forEach(end -> rows.add(end.posting().posting().opportunityId(), end.posting().posting().id(),
                end.posting().from(), end.to()));
        rows.execute(connection, """
                UPDATE posting p SET to_position = e.to_position, counted_net = NULL, counted_gross = NULL
                FROM unnest(?, ?, ?, ?) AS e(opportunity_id, id, from_position, to_position)
                WHERE p.opportunity_id = e.opportunity_id AND p.id = e.id AND p.from_position = e.from_position""");
    }

    private static void add(RowBatch rows, Standing standing, long to) {
        Posting posting = standing.posting();
        Counted counted = standing.counted();
        rows.add(posting.opportunityId(), posting.id(), standing.from(), to, standing.scope(), posting.accountId(),
                posting.kind(), SqlTime.of(posting.at()), posting.tag(), posting.net(), posting.gross(),
                posting.currency(), posting.fxDate(), posting.dealType(), posting.segment(), posting.region(),
                posting.ownerAe(), counted == null ? null : counted.net(), counted == null ? null : counted.gross());
    }
}
