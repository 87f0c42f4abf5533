package io.dealledger.api.query;

import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import io.dealledger.projections.deal.DealProjection;
import io.dealledger.projections.dispute.DisputeProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.feed.FeedProjection;
import io.dealledger.projections.parity.ParityProjection;
import io.dealledger.projections.program.ProgramProjection;
import io.dealledger.projections.publication.PublicationProjection;
import io.dealledger.projections.share.ShareProjection;
import io.dealledger.projections.timeline.TimelineProjection;
import io.dealledger.projections.waiting.WaitingProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every read model but the seal, which who signs folds. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.PROJECTIONS)
class ViewsConfiguration {
    @Bean
    FoldingProcessor dealView(Folding folding) {
        return folding.processor(new DealProjection());
    }

    @Bean
    FoldingProcessor timelineView(Folding folding) {
        return folding.processor(new TimelineProjection());
    }

    @Bean
    FoldingProcessor shareView(Folding folding) {
        return folding.processor(new ShareProjection());
    }

    @Bean
    FoldingProcessor waitingView(Folding folding) {
        return folding.processor(new WaitingProjection());
    }

    @Bean
    FoldingProcessor programView(Folding folding) {
        return folding.processor(new ProgramProjection());
    }

    @Bean
    FoldingProcessor parityView(Folding folding) {
        return folding.processor(new ParityProjection());
    }

    @Bean
    FoldingProcessor feedView(Folding folding) {
        return folding.processor(new FeedProjection());
    }

    @Bean
    FoldingProcessor disputeView(Folding folding) {
        return folding.processor(new DisputeProjection());
    }

    @Bean
    FoldingProcessor publicationView(Folding folding) {
        return folding.processor(new PublicationProjection());
    }
}
