package io.dealledger.projections.share;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.Sql;
import io.dealledger.projections.engine.SqlTime;
import io.dealledger.projections.share.ShareBatch.Decided;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What is known of each deal between two decisions on it. */
final class DealTable {
    private DealTable() {}

    static void write(Connection connection, List<Decided> decisions) throws SQLException {
        Map<String, Long> first = new HashMap<>();
        decisions.forEach(decided -> first.putIfAbsent(id(decided), decided.position()));
        end(connection, first);
        insert(connection, decisions);
    }

    /** The rows of the database end where the first decision of the batch begins. */
    private static void end(Connection connection, Map<String, Long> first) throws SQLException {
        for (String table : List.of("deal", "deal_claim")) {
            var rows = new RowBatch("text", "int8");
            first.forEach(rows::add);
            rows.execute(connection, """
                    UPDATE %s t SET to_position = e.position FROM unnest(?, ?) AS e(opportunity_id, position)
                    WHERE t.opportunity_id = e.opportunity_id AND t.to_position = %d""".formatted(table, Sql.STANDS));
        }
    }

    private static void insert(Connection connection, List<Decided> decisions) throws SQLException {
        var deals = new RowBatch("text", "int8", "int8", "text", "text", "text", "text", "text", "timestamptz",
                "timestamptz", "numeric", "text", "text", "text", "text");
        var partners = new RowBatch("text", "int8", "text", "text");
        var claims = new RowBatch("text", "int8", "int8", "text", "text");
        var ends = new HashMap<String, Long>();
        for (Decided decided : decisions.reversed()) {
            Long next = ends.put(id(decided), decided.position());
            long end = next == null ? Sql.STANDS : next;
            add(deals, decided, end);
            addPartners(partners, decided);
            for (OpenClaim claim : decided.decision().openClaims()) {
                claims.add(id(decided), decided.position(), end, claim.disputeId(), claim.claim().tag());
            }
        }
        deals.insert(connection, "deal", """
                opportunity_id, from_position, to_position, account_id, status, tag, policy,
                deal_type, created_at, closed_at, amount, currency, segment, region, owner_ae""");
        partners.insert(connection, "deal_partner", "opportunity_id, from_position, role, partner_id");
        claims.insert(connection, "deal_claim", "opportunity_id, from_position, to_position, dispute_id, tag");
    }

    private static void add(RowBatch rows, Decided decided, long end) {
        Decision decision = decided.decision();
        Deal deal = decision.deal();
        rows.add(deal.opportunityId(), decided.position(), end, deal.accountId(), deal.status(), decision.tag(),
                decision.policy(), deal.dealType(), SqlTime.of(deal.createdAt()),
                deal.closedAt() == null ? null : SqlTime.of(deal.closedAt()), deal.amount(), deal.currency(),
                deal.segment(), deal.region(), deal.ownerAe());
    }

    private static void addPartners(RowBatch rows, Decided decided) {
        Decision decision = decided.decision();
        new HashSet<>(decision.sourcedBy())
                .forEach(partner -> rows.add(id(decided), decided.position(), "sourced", partner));
        new HashSet<>(decision.influencedBy())
                .forEach(partner -> rows.add(id(decided), decided.position(), "influenced", partner));
        new HashSet<>(decision.fulfilledBy())
                .forEach(partner -> rows.add(id(decided), decided.position(), "fulfilled", partner));
    }

    private static String id(Decided decided) {
        return decided.decision().deal().opportunityId();
    }
}
