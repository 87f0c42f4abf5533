package io.dealledger.projections.dispute;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DisputeStanding;
import io.dealledger.fact.DisputeAppealed;
import io.dealledger.fact.DisputeEvidenceAdded;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.DisputeResolved;
import io.dealledger.fact.Fact;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keeps the facts of disputes whole, and beside them what the rules made of them; decides nothing itself. */
public final class DisputeProjection implements BatchProjection<DisputeProjection.Batch> {
    /** Rows of the two tables. */
    public static final class Batch {
        private final RowBatch facts = new RowBatch("text", "text", "text", "text", "text", "timestamptz",
                "timestamptz", "int8", "int8", "text");
        private final RowBatch standings = new RowBatch("text", "int8", "text", "text", "text", "bool", "text", "text",
                "timestamptz", "numeric", "text");
    }

    @Override
    public String view() {
        return DisputeView.VIEW;
    }

    @Override
    public Batch newBatch() {
        return new Batch();
    }

    @Override
    public void fold(Batch batch, LedgerEntry entry) {
        switch (entry.event()) {
            case FactAccepted(_, var fact) -> add(batch, entry, fact, entry.position());
            case FactPlaced(_, var fact, var parked) -> add(batch, entry, fact, parked);
            case FactFollowed(_, var fact, _, var original, _) ->
                add(batch, entry, fact, original == null ? entry.position() : original);
            case AttributionDecided decided -> add(batch, entry, decided);
            case FactFiled _,SharePublished _,PersonErased _,LedgerEvent.OfIntake _ -> {
            }
        }
    }

    private static void add(Batch batch, LedgerEntry entry, StoredFact fact, long position) {
        Statement statement = fact.statement();
        String dispute = disputeOf(statement.fact());
        if (dispute != null) {
            batch.facts.add(dispute, fact.source(), fact.id(), statement.contentHash(), fact.kind(),
                    SqlTime.of(fact.occurredAt()), SqlTime.of(fact.recordedAt()), position, entry.position(),
                    CanonicalJson.write(RecordJson.write(fact)));
        }
    }

    private static @Nullable String disputeOf(Fact fact) {
        return switch (fact) {
            case DisputeOpened opened -> opened.disputeId();
            case DisputeEvidenceAdded added -> added.disputeId();
            case DisputeResolved resolved -> resolved.disputeId();
            case DisputeAppealed appealed -> appealed.disputeId();
            default -> null;
        };
    }

    private static void add(Batch batch, LedgerEntry entry, AttributionDecided decided) {
        Deal deal = decided.decision().deal();
        for (DisputeStanding standing : DisputeStanding.of(decided.decision())) {
            batch.standings.add(standing.disputeId(), entry.position(), decided.opportunityId(), decided.accountId(),
                    standing.status(), standing.inForce(), decided.decision().tag(), decided.decision().policy(),
                    deal.closedAt() == null ? null : SqlTime.of(deal.closedAt()), deal.amount(), deal.currency());
        }
    }

    @Override
    public void flush(Batch batch, Connection connection) throws SQLException {
        batch.facts.execute(connection, """
                INSERT INTO fact (dispute_id, source, fact_id, content_hash, kind, occurred_at, recorded_at, position,
                  arrived_at, fact)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (dispute_id, source, fact_id, content_hash) DO NOTHING""");
        batch.standings.insert(connection, "standing", """
                dispute_id, position, opportunity_id, account_id, status, in_force, tag, policy,
                closed_at, amount, currency""");
    }
}
