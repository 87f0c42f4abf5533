package io.dealledger.api.bench;

import io.dealledger.account.AttributionDecided;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.share.ShareProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of our view, by its own code, written event by event. */
final class ViewHandler implements ShareRebuild.Writing {
    private final ShareProjection share = new ShareProjection();
    private final AtomicLong positions = new AtomicLong();

    /** The sums of a week are rows that deals of all segments change: two transactions soon wait for each other. */
    @Override
    public boolean divides() {
        return false;
    }

    @Override
    public void write(AttributionDecided decided, JdbcTemplate rows) {
        rows.execute((ConnectionCallback<@Nullable Void>) connection -> write(decided, connection));
    }

    private @Nullable Void write(AttributionDecided decided, Connection connection) throws SQLException {
        var batch = share.newBatch();
        share.fold(batch, new LedgerEntry(positions.getAndIncrement(), Instant.now(), "", 0, decided));
        share.flush(batch, connection);
        return null;
    }
}
