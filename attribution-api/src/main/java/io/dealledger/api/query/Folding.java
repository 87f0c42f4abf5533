package io.dealledger.api.query;

import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.SharedTail;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * What this node folds views with.
 *
 * @param ledger     shared by the views
 * @param dataSource not pooled: a processor keeps its connection for good, and its session is the claim
 */
public record Folding(SharedTail ledger, DataSource dataSource, InstantSource clock, String node) {
    /** Entries folded into one transaction at most. */
    private static final int BATCH = 5_000;

    public FoldingProcessor processor(BatchProjection<?> projection) {
        return new FoldingProcessor(projection, ledger, dataSource, clock, node, BATCH);
    }
}
