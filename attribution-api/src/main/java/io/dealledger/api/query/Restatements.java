package io.dealledger.api.query;

import static java.util.Objects.requireNonNull;

import io.dealledger.account.AttributionDecided;
import io.dealledger.api.query.RestatementAnswer.Buckets;
import io.dealledger.api.query.RestatementAnswer.Change;
import io.dealledger.api.query.RestatementAnswer.RestatedWeek;
import io.dealledger.api.query.RestatementAnswer.Sum;
import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import io.dealledger.money.FxRates;
import io.dealledger.money.MinorUnits;
import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Restatement;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells a published week's change deal by deal and cause by cause. The decisions as of the publication are turned into
 * those known now; nothing is decided anew.
 */
@Component
class Restatements {
    private final Views views;
    private final Reasons reasons;

    Restatements(Views views, Reasons reasons) {
        this.views = views;
        this.reasons = reasons;
    }

    /** What counts in a week at one moment, and how the money of that moment was converted. */
    private record State(List<Posting> postings, FxRates rates) {
        Sum sum(Definition definition, Week week) {
            return Sum.of(ShareSeries.of(definition, postings, rates).week(week));
        }
    }

    private record States(State then, State now) {
        Set<String> opportunities() {
            var ids = new TreeSet<String>();
            then.postings().forEach(posting -> ids.add(posting.opportunityId()));
            now.postings().forEach(posting -> ids.add(posting.opportunityId()));
            return ids;
        }
    }

    /** @param now no earlier than the publication */
    RestatedWeek of(PublicationRow publication, Definition definition, AsOf now) {
        Week week = definition.calendar().parse(publication.week());
        var then = new AsOf(publication.asOfPosition(), publication.publishedAt());
        States states = views.at(ShareView.VIEW, now,
                (sql, _) -> new States(
                        new State(ShareView.postings(sql, definition, then, week, week),
                                ShareView.rates(sql, definition, then)),
                        new State(ShareView.postings(sql, definition, now, week, week),
                                ShareView.rates(sql, definition, now))));
        Map<String, Decision> before = decisions(states.opportunities(), then);
        Map<String, AttributionDecided> after = decided(states.opportunities(), now);
        List<Restatement> restatements = Restatement
                .between(before.values(), states.then().rates(),
                        after.values().stream().map(AttributionDecided::decision).toList(), states.now().rates(),
                        definition)
                .stream().filter(each -> each.week().equals(week)).toList();
        Sum published = new Sum(amount(publication, "sourced", definition),
                amount(publication, "influenced", definition),
                amount(publication, "direct", definition));
        Sum delta = states.now().sum(definition, week).minus(published);
        Sum explained = restatements.stream().map(each -> Sum.of(each.delta()))
                .reduce(delta.minus(delta), Sum::plus);
        List<Change> changes = restatements.stream().map(each -> change(each, before.get(each.opportunityId()),
                after.get(each.opportunityId()), definition, then, now)).toList();
        return new RestatedWeek(publication.week(), publication.publishedAt(), publication.position(),
                publication.asOfPosition(), Buckets.of(published), Buckets.of(states.now().sum(definition, week)),
                Buckets.of(delta), explained.equals(delta), changes);
    }

    private Change change(Restatement restatement, @Nullable Decision before, @Nullable AttributionDecided after,
            Definition definition, AsOf then, AsOf now) {
        return new Change(restatement.opportunityId(), RecordJson.word(restatement.cause()),
                Buckets.of(Sum.of(restatement.delta())), before == null ? null : RecordJson.word(before.tag()),
                after == null ? null : RecordJson.word(after.decision().tag()),
                reasons.of(restatement.cause(), before, after, definition, then, now));
    }

    private Map<String, Decision> decisions(Collection<String> opportunities, AsOf asOf) {
        var decisions = new TreeMap<String, Decision>();
        decided(opportunities, asOf).forEach((id, event) -> decisions.put(id, event.decision()));
        return decisions;
    }

    private Map<String, AttributionDecided> decided(Collection<String> opportunities, AsOf asOf) {
        return views.at(DealView.VIEW, asOf, (sql, _) -> {
            var decided = new TreeMap<String, AttributionDecided>();
            DealView.ofOpportunities(sql, opportunities, asOf).forEach(row -> {
                AttributionDecided event = RecordJson.readStored(AttributionDecided.class, Stored.read(row.event()));
                decided.put(event.opportunityId(), event);
            });
            return decided;
        });
    }

    private static BigDecimal amount(PublicationRow publication, String bucket, Definition definition) {
        return MinorUnits.round(new BigDecimal(requireNonNull(publication.text(bucket))), definition.currency());
    }
}
