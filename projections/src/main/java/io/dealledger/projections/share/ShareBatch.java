package io.dealledger.projections.share;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.reporting.RateTable;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.share.Definition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one batch brings to the share. The rows after it depend on what the ledger says, not on how it was batched. */
public final class ShareBatch {
    private final List<Decided> decisions = new ArrayList<>();
    private final List<FxRates.Rate> rates = new ArrayList<>();
    private final List<ReportingTable.Published> policies = new ArrayList<>();
    private Instant reached = Instant.EPOCH;

    record Decided(long position, Decision decision) {}

    void add(long position, Decision decision) {
        decisions.add(new Decided(position, decision));
    }

    void add(long position, Instant recordedAt, FxRatePublished rate) {
        rates.add(new FxRates.Rate(rate.base(), rate.quote(), rate.rate(), rate.effectiveDate(), recordedAt,
                position));
    }

    void add(long position, Instant recordedAt, PolicyPublished policy) {
        policies.add(new ReportingTable.Published(position, recordedAt, policy));
    }

    void reaches(Instant recordedAt) {
        reached = recordedAt;
    }

    void write(Connection connection) throws SQLException {
        RateTable.insert(connection, rates);
        ReportingTable.insert(connection, policies);
        Definition terms = ReportingTable.termsAt(connection, reached);
        boolean sameTerms = WeeklyTable.adopt(connection, terms);
        if (!sameTerms) {
            PostingTable.uncountAll(connection);
        }

        var change = new PostingChange(terms);
        if (!decisions.isEmpty()) {
            DealTable.write(connection, decisions);
            change.apply(decisions, PostingTable.standing(connection, decisions));
        }
        if (!sameTerms) {
            change.recount(PostingTable.standing(connection));
        } else if (!rates.isEmpty()) {
            change.recount(PostingTable.affectedBy(connection, rates, terms.currency()));
        }
        change.count(RateTable.into(connection, terms.currency(), change.currencies()));
        PostingTable.write(connection, change);
        WeeklyTable.write(connection, change.weeks());
    }
}
