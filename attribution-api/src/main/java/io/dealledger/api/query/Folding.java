package io.dealledger.api.query;

import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.dispute.DisputeView;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.feed.FeedView;
import io.dealledger.projections.parity.ParityView;
import io.dealledger.projections.program.ProgramView;
import io.dealledger.projections.publication.PublicationView;
import io.dealledger.projections.seal.SealView;
import io.dealledger.projections.share.ShareView;
import io.dealledger.projections.timeline.TimelineView;
import io.dealledger.projections.waiting.WaitingView;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/**
 * What this node folds views with.
 *
 * @param ledger     shared by the views
 * @param dataSource not pooled: a processor keeps its connection for good, and its session is the claim
 */
public record Folding(SharedTail ledger, DataSource dataSource, InstantSource clock, String node) {
    /** Every view that the program has, whichever node folds it. */
    public static final List<String> VIEWS = List.of(DealView.VIEW, TimelineView.VIEW, ShareView.VIEW,
            WaitingView.VIEW, ProgramView.VIEW, ParityView.VIEW, PublicationView.VIEW, SealView.VIEW, DisputeView.VIEW,
            FeedView.VIEW);
    /** Entries folded into one transaction at most. */
    private static final int BATCH = 5_000;

    public FoldingProcessor processor(BatchProjection<?> projection) {
        return new FoldingProcessor(projection, ledger, dataSource, clock, node, BATCH);
    }
}
