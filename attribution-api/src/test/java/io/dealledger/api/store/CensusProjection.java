package io.dealledger.api.store;

import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/** A view that lists the events it was given. */
final class CensusProjection implements BatchProjection<RowBatch> {
    static final String VIEW = "census";

    private final Predicate<LedgerEntry> counted;

    /** @param counted the others are folded and leave nothing behind */
    CensusProjection(Predicate<LedgerEntry> counted) {
        this.counted = counted;
    }

    @Override
    public String view() {
        return VIEW;
    }

    @Override
    public RowBatch newBatch() {
        return new RowBatch("int8", "text", "int8");
    }

    @Override
    public void fold(RowBatch batch, LedgerEntry entry) {
        if (counted.test(entry)) {
            batch.add(entry.position(), entry.streamId(), entry.sequence());
        }
    }

    @Override
    public void flush(RowBatch batch, Connection connection) throws SQLException {
        batch.execute(connection, "INSERT INTO census SELECT * FROM unnest(?, ?, ?)");
    }
}
