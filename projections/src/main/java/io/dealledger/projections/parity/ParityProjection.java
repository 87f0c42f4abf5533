package io.dealledger.projections.parity;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.RecordedFact;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps what parity is judged on, and judges again what changed. */
public final class ParityProjection implements BatchProjection<ParityBatch> {
    @Override
    public String view() {
        return ParityView.VIEW;
    }

    @Override
    public ParityBatch newBatch() {
        return new ParityBatch();
    }

    @Override
    public void fold(ParityBatch batch, LedgerEntry entry) {
        batch.reaches(entry.recordedAt());
        switch (entry.event()) {
            case AttributionDecided decided -> batch.add(entry.position(), decided.decision());
            case FactFiled(_, StoredFact fact) -> batch.add(entry.position(),
                    new RecordedFact(fact.statement(), fact.recordedAt(), entry.position()));
            case LedgerEvent.OfAccount _,LedgerEvent.OfIntake _,SharePublished _,PersonErased _ -> {
            }
        }
    }

    @Override
    public void flush(ParityBatch batch, Connection connection) throws SQLException {
        batch.write(connection);
    }
}
