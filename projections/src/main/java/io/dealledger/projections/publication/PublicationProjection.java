package io.dealledger.projections.publication;

import io.dealledger.account.SharePublished;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps each publication whole. */
public final class PublicationProjection implements BatchProjection<RowBatch> {
    @Override
    public String view() {
        return PublicationView.VIEW;
    }

    @Override
    public RowBatch newBatch() {
        return new RowBatch("int8", "timestamptz", "text", "text", "int8", "text");
    }

    @Override
    public void fold(RowBatch batch, LedgerEntry entry) {
        if (entry.event() instanceof SharePublished(var definition, var week, var at, var asOf, var numbers)) {
            batch.add(entry.position(), SqlTime.of(at), definition, week, asOf, CanonicalJson.write(numbers));
        }
    }

    @Override
    public void flush(RowBatch batch, Connection connection) throws SQLException {
        batch.insert(connection, "publication", "position, published_at, definition, week, as_of_position, numbers");
    }
}
