package io.dealledger.projections.timeline;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
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

/** Keeps each fact of an account whole, at its first arrival. */
public final class TimelineProjection implements BatchProjection<TimelineProjection.Batch> {
    /** Rows of the two tables. */
    public static final class Batch {
        private final RowBatch entries = new RowBatch("text", "text", "text", "text", "timestamptz", "timestamptz",
                "int8",
                "int8", "text", "text", "text");
        private final RowBatch identity = new RowBatch("int8", "text");
    }

    @Override
    public String view() {
        return TimelineView.VIEW;
    }

    /** Shows facts, sums nothing; what is decided again from them is refused while any are missing. */
    @Override
    public boolean setsAside() {
        return true;
    }

    @Override
    public Batch newBatch() {
        return new Batch();
    }

    @Override
    public void fold(Batch batch, LedgerEntry entry) {
        switch (entry.event()) {
            case FactAccepted(var account, var fact) ->
                add(batch, entry, account, fact, entry.position(), "accepted", null);
            case FactPlaced(var account, var fact, var parked) ->
                add(batch, entry, account, fact, parked, "placed", null);
            case FactFollowed(var account, var fact, var from, var original, _) ->
                add(batch, entry, account, fact, original == null ? entry.position() : original, "followed", from);
            case AttributionDecided _,FactFiled _,SharePublished _,PersonErased _,LedgerEvent.OfIntake _ -> {
            }
        }
    }

    private static void add(Batch batch, LedgerEntry entry, String account, StoredFact fact, long position,
            String arrival, @Nullable String from) {
        Statement statement = fact.statement();
        String stored = CanonicalJson.write(RecordJson.write(fact));
        batch.entries.add(account, fact.source(), fact.id(), statement.contentHash(), SqlTime.of(fact.occurredAt()),
                SqlTime.of(fact.recordedAt()), position, entry.position(), arrival, from, stored);
        if (from == null
                && (statement.fact() instanceof AccountMerged || statement.fact() instanceof AccountUnmerged)) {
            batch.identity.add(entry.position(), stored);
        }
    }

    @Override
    public void flush(Batch batch, Connection connection) throws SQLException {
        batch.entries.execute(connection, """
                INSERT INTO entry (account_id, source, fact_id, content_hash, occurred_at, recorded_at, position,
                  arrived_at, arrival, followed_from, fact)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account_id, source, fact_id, content_hash) DO NOTHING""");
        batch.identity.insert(connection, "identity", "position, fact");
    }
}
