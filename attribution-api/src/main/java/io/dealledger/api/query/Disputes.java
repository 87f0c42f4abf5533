package io.dealledger.api.query;

import io.dealledger.api.query.Views.When;
import io.dealledger.attribution.DisputeClock;
import io.dealledger.attribution.DisputeStanding.Status;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.projections.dispute.DisputeView;
import io.dealledger.projections.dispute.DisputeView.Dispute;
import io.dealledger.projections.engine.AsOf;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Disputes with their clocks. Without an {@code as_of} they are judged by the ledger's clock, not by its last event. */
@Component
class Disputes {
    private final Views views;
    private final KnownPolicies policies;
    private final InstantSource clock;

    Disputes(Views views, KnownPolicies policies, InstantSource ledgerClock) {
        this.views = views;
        this.policies = policies;
        this.clock = ledgerClock;
    }

    /** Disputes as of a moment, and the policies known then. */
    record Found(AsOf asOf, List<DisputeFacts> disputes, Policies policies) {
        /** By which what is due is told. */
        DisputeClock clockOf(DisputeFacts facts) {
            Policy policy = policies.version(facts.dispute().policy());
            return DisputeClock.of(policy == null ? policies.fallback() : policy);
        }

        DisputeAnswer.DisputeRow row(DisputeFacts facts) {
            return facts.row(clockOf(facts), asOf.at());
        }
    }

    /** @param givenMoment whether the caller named one */
    Found page(When when, boolean givenMoment, Collection<Status> statuses, long after, int limit) {
        return find(when, givenMoment, (sql, asOf) -> DisputeView.page(sql, asOf, statuses, after, limit));
    }

    Found one(When when, boolean givenMoment, String disputeId) {
        return find(when, givenMoment,
                (sql, asOf) -> DisputeView.dispute(sql, asOf, disputeId).stream().toList());
    }

    private interface Selection {
        List<Dispute> of(JdbcClient sql, AsOf asOf);
    }

    private Found find(When when, boolean givenMoment, Selection selection) {
        Instant now = clock.instant();
        return views.ask(DisputeView.VIEW, when, (sql, moment) -> {
            AsOf given = moment.asOf();
            AsOf asOf = givenMoment || given.at().isAfter(now) ? given : new AsOf(given.position(), now);
            List<Dispute> found = selection.of(sql, asOf);
            Map<String, List<DisputeView.Said>> course = DisputeView.course(sql, asOf,
                    found.stream().map(Dispute::disputeId).toList());
            return new Found(asOf, found.stream()
                    .map(dispute -> DisputeFacts.of(dispute, course.getOrDefault(dispute.disputeId(), List.of())))
                    .toList(), policies.at(asOf));
        });
    }
}
