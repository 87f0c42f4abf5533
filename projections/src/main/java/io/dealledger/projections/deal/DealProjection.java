package io.dealledger.projections.deal;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.EventJson;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps each decision whole. */
public final class DealProjection implements BatchProjection<RowBatch> {
    @Override
    public String view() {
        return DealView.VIEW;
    }

    @Override
    public RowBatch newBatch() {
        return new RowBatch("int8", "timestamptz", "text", "text");
    }

    @Override
    public void fold(RowBatch batch, LedgerEntry entry) {
        if (entry.event() instanceof AttributionDecided decided) {
            batch.add(entry.position(), SqlTime.of(entry.recordedAt()), decided.opportunityId(),
                    CanonicalJson.write(EventJson.write(decided)));
        }
    }

    @Override
    public void flush(RowBatch batch, Connection connection) throws SQLException {
        batch.insert(connection, "decision", "position, recorded_at, opportunity_id, event");
    }
}
