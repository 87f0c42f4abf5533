package io.dealledger.projections.share;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Checkpoint;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.SqlTime;
import io.dealledger.projections.engine.reporting.RateTable;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.projections.share.ShareReading.Disputed;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for the share. */
public final class ShareView {
    public static final String VIEW = "share";

    private static final String POSTINGS = "SELECT " + PostingTable.COLUMNS
            + " FROM posting WHERE scope = ? AND at >= ? AND at < ? AND from_position <= ? AND to_position > ?";
    /** Told so that they are found without all the others. */
    private static final String UNCOUNTED = " AND to_position = " + Sql.STANDS + " AND counted_net IS NULL";
    private static final String IN_ORDER = " ORDER BY at, opportunity_id, id";

    private ShareView() {}

    /** Net new revenue by ISO week, as the policy in force reports it. */
    public static Definition standard(JdbcClient sql, AsOf asOf) {
        return ReportingTable.termsAt(sql, asOf.position(), asOf.at());
    }

    /**
     * The weeks from {@code first} to {@code last}. What is asked for most, the latest sums on the reporting terms, is
     * read from running sums; anything else is added up from the postings, by the same rules.
     *
     * @param reflected how far the view is
     * @param by        to take it apart by; null for the whole only
     */
    public static ShareReading read(JdbcClient sql, Definition definition, AsOf asOf, Checkpoint reflected, Week first,
            Week last, @Nullable Dimension by) {
        boolean running = asOf.position() >= reflected.position() && (by == null || by == Dimension.SEGMENT)
                && WeeklyTable.holds(sql, definition);
        List<Disputed> disputed = disputed(sql, definition, asOf, first, last);
        return running
                ? running(sql, definition, asOf, first, last, by, disputed)
                : addedUp(postings(sql, definition, asOf, first, last), rates(sql, definition, asOf), definition, by,
                        disputed);
    }

    /** The same of decisions that are in no ledger, e.g. those of a what-if. */
    public static ShareReading of(List<Decision> decisions, FxRates rates, Definition definition, Week first, Week last,
            @Nullable Dimension by) {
        var postings = new ArrayList<Posting>();
        var disputed = new ArrayList<Disputed>();
        for (Decision decision : decisions) {
            List<Posting> inside = definition.scope().postings(decision, definition.currency()).stream()
                    .filter(posting -> isWithin(definition.weekOf(posting), first, last)).toList();
            postings.addAll(inside);
            if (!decision.openClaims().isEmpty() && !inside.isEmpty()) {
                var claimed = new TreeMap<String, Tag>();
                decision.openClaims().forEach(
                        claim -> claimed.put(claim.disputeId(), Tag.valueOf(claim.claim().tag().name())));
                disputed.add(new Disputed(decision.deal().opportunityId(), decision.tag(), claimed,
                        ShareSeries.of(definition, inside, rates).byWeek()));
            }
        }
        return addedUp(postings, rates, definition, by, disputed);
    }

    private static boolean isWithin(@Nullable Week week, Week first, Week last) {
        return week != null && week.compareTo(first) >= 0 && week.compareTo(last) <= 0;
    }

    private static ShareReading addedUp(List<Posting> postings, FxRates rates, Definition definition,
            @Nullable Dimension by,
            List<Disputed> disputed) {
        List<Posting> unconverted = postings.stream()
                .filter(posting -> !definition.totalsOf(posting, rates).missing().isEmpty()).toList();
        return new ShareReading(ShareSeries.of(definition, postings, rates),
                by == null
                        ? Collections.emptySortedMap()
                        : ShareSeries.by(by::of, Dimension.UNSTATED, definition, postings, rates),
                unconverted, disputed);
    }

    /** The postings that count in these weeks, by business time. */
    public static List<Posting> postings(JdbcClient sql, Definition definition, AsOf asOf, Week first, Week last) {
        return find(sql, POSTINGS + IN_ORDER, definition, asOf, first, last, null);
    }

    /** When the first amount that stands counts; null while none does. */
    public static @Nullable Instant firstPosting(JdbcClient sql, Scope scope, AsOf asOf) {
        return sql.sql("""
                SELECT at FROM posting WHERE scope = ? AND from_position <= ? AND to_position > ?
                ORDER BY at LIMIT 1""").param(scope.name()).param(asOf.position()).param(asOf.position())
                .query((row, _) -> SqlTime.get(row, "at")).optional().orElse(null);
    }

    /** Every rate into the definition's currency that was known. */
    public static FxRates rates(JdbcClient sql, Definition definition, AsOf asOf) {
        return RateTable.into(sql, definition.currency(), asOf.position());
    }

    private static ShareReading running(JdbcClient sql, Definition definition, AsOf asOf, Week first, Week last,
            @Nullable Dimension by, List<Disputed> disputed) {
        List<Posting> unconverted = find(sql, POSTINGS + UNCOUNTED + IN_ORDER, definition, asOf, first, last, null);
        SortedMap<String, ShareSeries> segments = WeeklyTable.series(sql, definition, first, last);
        ShareSeries.by(Dimension.SEGMENT::of, Dimension.UNSTATED, definition, unconverted, FxRates.NONE)
                .forEach((segment, missing) -> segments.merge(segment, missing, ShareView::sum));
        ShareSeries whole = segments.values().stream().reduce(new ShareSeries(definition, new TreeMap<>()),
                ShareView::sum);
        return new ShareReading(whole, by == null ? Collections.emptySortedMap() : segments, unconverted, disputed);
    }

    private static ShareSeries sum(ShareSeries one, ShareSeries other) {
        var byWeek = new TreeMap<>(one.byWeek());
        other.byWeek().forEach((week, totals) -> byWeek.merge(week, totals, Totals::plus));
        return new ShareSeries(one.definition(), byWeek);
    }

    private static List<Disputed> disputed(JdbcClient sql, Definition definition, AsOf asOf, Week first, Week last) {
        var claims = new TreeMap<String, Map<String, Tag>>();
        sql.sql("""
                SELECT opportunity_id, dispute_id, tag FROM deal_claim WHERE from_position <= ? AND to_position > ?""")
                .param(asOf.position()).param(asOf.position())
                .query(row -> {
                    claims.computeIfAbsent(row.getString("opportunity_id"), _ -> new TreeMap<>())
                            .put(row.getString("dispute_id"), Tag.valueOf(row.getString("tag")));
                });
        if (claims.isEmpty()) {
            return List.of();
        }
        FxRates rates = rates(sql, definition, asOf);
        var postings = new TreeMap<String, List<Posting>>();
        find(sql, POSTINGS + " AND opportunity_id = ANY (?)" + IN_ORDER, definition, asOf, first, last,
                claims.keySet())
                .forEach(posting -> postings.computeIfAbsent(posting.opportunityId(), _ -> new ArrayList<>())
                        .add(posting));
        var disputed = new ArrayList<Disputed>();
        postings.forEach((opportunity, inside) -> disputed.add(new Disputed(opportunity, inside.getFirst().tag(),
                Objects.requireNonNull(claims.get(opportunity)),
                ShareSeries.of(definition, inside, rates).byWeek())));
        return disputed;
    }

    private static List<Posting> find(JdbcClient sql, String text, Definition definition, AsOf asOf, Week first,
            Week last, @Nullable Collection<String> opportunities) {
        var statement = sql.sql(text).param(definition.scope().name())
                .param(SqlTime.of(WeekCalendar.startOf(first, definition.zone())))
                .param(SqlTime.of(WeekCalendar.endOf(last, definition.zone()))).param(asOf.position())
                .param(asOf.position());
        if (opportunities != null) {
            statement = statement.param(opportunities.toArray(String[]::new));
        }
        return statement.query((row, _) -> Standing.inCurrency(definition.scope(), PostingTable.posting(row),
                definition.currency())).list();
    }
}
