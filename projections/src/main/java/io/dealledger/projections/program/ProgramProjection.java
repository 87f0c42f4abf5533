package io.dealledger.projections.program;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.Fact;
import io.dealledger.fact.FactKinds;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import io.dealledger.program.Evidence;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps each fact of the kinds that the programme's rules read, once, from the moment the ledger learned of it. */
public final class ProgramProjection implements BatchProjection<RowBatch> {
    @Override
    public String view() {
        return ProgramView.VIEW;
    }

    @Override
    public RowBatch newBatch() {
        return new RowBatch("text", "text", "text", "int8", "int8", "text");
    }

    @Override
    public void fold(RowBatch batch, LedgerEntry entry) {
        switch (entry.event()) {
            case FactAccepted(_, var fact) -> add(batch, entry, fact, entry.position());
            case FactFiled(_, var fact) -> add(batch, entry, fact, entry.position());
            case FactParked(var fact, _, _) -> add(batch, entry, fact, entry.position());
            // either the parked fact again, or what a person let in against a statement that the ledger held
            case FactPlaced(_, var fact, var place) -> add(batch, entry, fact, place);
            case AttributionDecided _,FactFollowed _,FactQuarantined _,FactReleased _,FactDiscarded _,SharePublished _,PersonErased _ ->
                {
                }
        }
    }

    private static void add(RowBatch batch, LedgerEntry entry, StoredFact fact, long place) {
        Class<? extends Fact> kind = FactKinds.typeOf(fact.kind());
        if (kind != null && Evidence.READ.contains(kind)) {
            batch.add(fact.source(), fact.id(), fact.statement().contentHash(), place, entry.position(),
                    CanonicalJson.write(RecordJson.write(fact)));
        }
    }

    @Override
    public void flush(RowBatch batch, Connection connection) throws SQLException {
        batch.execute(connection, """
                INSERT INTO fact (source, fact_id, content_hash, position, arrived_at, fact)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, fact_id, content_hash) DO NOTHING""");
    }
}
