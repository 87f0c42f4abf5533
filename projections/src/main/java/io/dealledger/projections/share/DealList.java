package io.dealledger.projections.share;

import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.SqlTime;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deals behind a number: those of a list of weeks add up to the weeks' totals. */
public final class DealList {
    private static final String DEALS = """
            SELECT d.*,
              array(SELECT partner_id FROM deal_partner p WHERE p.opportunity_id = d.opportunity_id
                AND p.from_position = d.from_position AND role = 'sourced' ORDER BY 1) AS sourced_by,
              array(SELECT partner_id FROM deal_partner p WHERE p.opportunity_id = d.opportunity_id
                AND p.from_position = d.from_position AND role = 'influenced' ORDER BY 1) AS influenced_by,
              array(SELECT partner_id FROM deal_partner p WHERE p.opportunity_id = d.opportunity_id
                AND p.from_position = d.from_position AND role = 'fulfilled' ORDER BY 1) AS fulfilled_by
            FROM deal d WHERE d.from_position <= ? AND d.to_position > ?""";

    private DealList() {}

    /**
     * @param position    of the decision in force
     * @param sourcedBy   sorted, as are the other partners
     */
    public record Deal(String opportunityId, long position, String accountId, DealStatus status, Tag tag,
            String policy, DealType dealType, Instant createdAt, @Nullable Instant closedAt,
            @Nullable BigDecimal amount, @Nullable String currency, @Nullable String segment, @Nullable String region,
            @Nullable String ownerAe, List<String> sourcedBy, List<String> influencedBy, List<String> fulfilledBy) {}

    /** A deal and what it adds to the weeks asked for. */
    public record Counted(Deal deal, List<Posting> postings, Totals totals) {}

    /** Which deals are wanted; null: any. @param partner sourced or influenced it */
    public record Filter(@Nullable Tag tag, @Nullable String partner, @Nullable String segment) {
        boolean matches(Deal deal) {
            return (tag == null || deal.tag() == tag) && (segment == null || segment.equals(deal.segment()))
                    && (partner == null || deal.sourcedBy().contains(partner)
                            || deal.influencedBy().contains(partner));
        }
    }

    /** Every deal that posts in these weeks, by id. */
    public static List<Counted> ofWeeks(JdbcClient sql, Definition definition, AsOf asOf, Week first, Week last,
            Filter filter) {
        var postings = new TreeMap<String, List<Posting>>();
        ShareView.postings(sql, definition, asOf, first, last).forEach(
                posting -> postings.computeIfAbsent(posting.opportunityId(), _ -> new ArrayList<>()).add(posting));
        FxRates rates = ShareView.rates(sql, definition, asOf);
        Map<String, Deal> deals = byId(sql, asOf, postings.keySet());
        var counted = new ArrayList<Counted>();
        postings.forEach((id, inside) -> {
            Deal deal = deals.get(id);
            if (deal != null && filter.matches(deal)) {
                counted.add(new Counted(deal, inside, inside.stream()
                        .map(posting -> definition.totalsOf(posting, rates))
                        .reduce(Totals.zero(definition.currency()), Totals::plus)));
            }
        });
        return counted;
    }

    /** Deals of any status by id, after {@code after}, at most {@code limit}. */
    public static List<Deal> page(JdbcClient sql, AsOf asOf, Filter filter, String after, int limit) {
        return sql.sql(DEALS + """
                 AND d.opportunity_id > ? AND (?::text IS NULL OR d.tag = ?) AND (?::text IS NULL OR d.segment = ?)
                  AND (?::text IS NULL OR EXISTS (SELECT 1 FROM deal_partner p
                    WHERE p.opportunity_id = d.opportunity_id AND p.from_position = d.from_position
                      AND p.partner_id = ? AND p.role IN ('sourced', 'influenced')))
                ORDER BY d.opportunity_id LIMIT ?""").param(asOf.position()).param(asOf.position()).param(after)
                .param(filter.tag() == null ? null : filter.tag().name())
                .param(filter.tag() == null ? null : filter.tag().name()).param(filter.segment())
                .param(filter.segment()).param(filter.partner()).param(filter.partner()).param(limit)
                .query((row, _) -> deal(row)).list();
    }

    private static Map<String, Deal> byId(JdbcClient sql, AsOf asOf, Collection<String> ids) {
        var deals = new TreeMap<String, Deal>();
        sql.sql(DEALS + " AND d.opportunity_id = ANY (?)").param(asOf.position()).param(asOf.position())
                .param(ids.toArray(String[]::new)).query((row, _) -> deal(row)).list()
                .forEach(deal -> deals.put(deal.opportunityId(), deal));
        return deals;
    }

    private static Deal deal(ResultSet row) throws SQLException {
        return new Deal(row.getString("opportunity_id"), row.getLong("from_position"), row.getString("account_id"),
                DealStatus.valueOf(row.getString("status")), Tag.valueOf(row.getString("tag")),
                row.getString("policy"), DealType.valueOf(row.getString("deal_type")),
                SqlTime.get(row, "created_at"), SqlTime.getOrNull(row, "closed_at"), row.getBigDecimal("amount"),
                row.getString("currency"), row.getString("segment"), row.getString("region"),
                row.getString("owner_ae"), texts(row, "sourced_by"), texts(row, "influenced_by"),
                texts(row, "fulfilled_by"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
