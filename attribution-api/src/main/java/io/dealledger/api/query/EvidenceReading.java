package io.dealledger.api.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dealledger.account.AttributionDecided;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.RecordJson;
import io.dealledger.money.FxRates;
import io.dealledger.program.Evidence;
import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.program.ProgramView;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gathers what the programme's numbers are computed from, as of any moment. What stands now is kept in memory and read
 * on from there, so that a question costs what happened since the last one; what stood long ago is read whole.
 */
@Component
class EvidenceReading {
    private static final int RECENT = 8;
    private static final int OLDER = 4;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Views views;
    private final WhatIf whatIf;
    private final ReentrantLock reading = new ReentrantLock();
    /** By position; several, because questions that came at one time may be about slightly different positions. */
    private final NavigableMap<Long, EvidenceSnapshot> recent = new TreeMap<>();
    private final Cache<Long, EvidenceSnapshot> older = Caffeine.newBuilder().maximumSize(OLDER)
            .expireAfterAccess(UNUSED).build();
    private final Cache<Supposed, List<Decision>> supposed = Caffeine.newBuilder().maximumSize(OLDER)
            .expireAfterAccess(UNUSED).build();

    /** A what-if. */
    private record Supposed(String policy, long position) {}

    EvidenceReading(Views views, WhatIf whatIf) {
        this.views = views;
        this.whatIf = whatIf;
    }

    /**
     * What was known at a moment. Its decisions are without their traces, which no number needs and which are most of
     * them.
     *
     * @param policy     decide every deal as if this version governed it; null for the decisions in force
     * @param definition says in which currency and zone
     */
    Evidence at(AsOf asOf, @Nullable String policy, Definition definition) {
        EvidenceSnapshot snapshot = snapshot(asOf);
        List<Decision> decisions = policy == null
                ? snapshot.decisions()
                : supposed.get(new Supposed(policy, asOf.position()),
                        _ -> whatIf.ofAll(policy, asOf).stream().map(EvidenceReading::withoutTrace).toList());
        FxRates rates = views.at(ShareView.VIEW, asOf, (sql, _) -> ShareView.rates(sql, definition, asOf));
        return new Evidence(snapshot.facts(), decisions, rates, definition.currency(), definition.zone());
    }

    private EvidenceSnapshot snapshot(AsOf asOf) {
        reading.lock();
        try {
            Map.Entry<Long, EvidenceSnapshot> nearest = recent.floorEntry(asOf.position());
            if (nearest != null || recent.isEmpty()) {
                EvidenceSnapshot start = nearest == null ? EvidenceSnapshot.BEFORE_ALL : nearest.getValue();
                EvidenceSnapshot snapshot = advanced(start, asOf);
                recent.put(asOf.position(), snapshot);
                if (recent.size() > RECENT) {
                    recent.pollFirstEntry();
                }
                return snapshot;
            }
        } finally {
            reading.unlock();
        }
        return older.get(asOf.position(), _ -> advanced(EvidenceSnapshot.BEFORE_ALL, asOf));
    }

    private EvidenceSnapshot advanced(EvidenceSnapshot start, AsOf asOf) {
        if (start.position() == asOf.position()) {
            return start;
        }
        List<RecordedFact> arrived = views.at(ProgramView.VIEW, asOf, (sql, _) -> {
            var facts = new ArrayList<RecordedFact>();
            ProgramView.forEachArrived(sql, start.position(), asOf.position(), fact -> {
                StoredFact stored = RecordJson.readStored(StoredFact.class, Stored.read(fact.fact()));
                facts.add(new RecordedFact(stored.statement(), stored.recordedAt(), fact.position()));
            });
            return facts;
        });
        List<Decision> decided = views.at(DealView.VIEW, asOf, (sql, _) -> {
            var decisions = new ArrayList<Decision>();
            DealView.forEachInForce(sql, start.position(), asOf.position(), row -> decisions.add(withoutTrace(
                    RecordJson.readStored(AttributionDecided.class, Stored.read(row.event())).decision())));
            return decisions;
        });
        return start.advancedTo(asOf.position(), arrived, decided);
    }

    private static Decision withoutTrace(Decision decision) {
        return new Decision(decision.deal(), decision.policy(), decision.refundRule(), decision.tag(),
                decision.sourcedBy(), decision.influencedBy(), decision.fulfilledBy(), decision.registrations(),
                decision.flags(), decision.dispute(), decision.originCredit(), decision.openClaims(), List.of());
    }
}
