package io.dealledger.api.query;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.RecordedFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stood at a position of the ledger, kept in memory. Never changed: what comes later makes another one, which shares
 * all that stayed.
 *
 * @param facts     by business time
 * @param decisions one for each opportunity, by its id
 */
record EvidenceSnapshot(long position, List<RecordedFact> facts, List<Decision> decisions) {
    static final EvidenceSnapshot BEFORE_ALL = new EvidenceSnapshot(-1, List.of(), List.of());

    /**
     * The same some positions later.
     *
     * @param arrived in order of arrival: of two with the same (source, id) the later one stands
     * @param decided at most one for each opportunity
     */
    EvidenceSnapshot advancedTo(long later, List<RecordedFact> arrived, List<Decision> decided) {
        return new EvidenceSnapshot(later, factsWith(arrived), decisionsWith(decided));
    }

    private List<RecordedFact> factsWith(List<RecordedFact> arrived) {
        if (arrived.isEmpty()) {
            return facts;
        }
        Map<List<String>, RecordedFact> latest = new HashMap<>();
        arrived.forEach(fact -> latest.put(key(fact), fact));
        var standing = new ArrayList<RecordedFact>(facts.size() + latest.size());
        facts.stream().filter(fact -> !latest.containsKey(key(fact))).forEach(standing::add);
        standing.addAll(latest.values());
        standing.sort(RecordedFact.BY_OCCURRENCE);
        return List.copyOf(standing);
    }

    private static List<String> key(RecordedFact fact) {
        return List.of(fact.statement().source(), fact.statement().id());
    }

    private List<Decision> decisionsWith(List<Decision> decided) {
        if (decided.isEmpty()) {
            return decisions;
        }
        Map<String, Decision> latest = new HashMap<>();
        decided.forEach(decision -> latest.put(opportunity(decision), decision));
        var standing = new ArrayList<Decision>(decisions.size() + latest.size());
        decisions.stream().filter(decision -> !latest.containsKey(opportunity(decision))).forEach(standing::add);
        standing.addAll(latest.values());
        standing.sort(Comparator.comparing(EvidenceSnapshot::opportunity));
        return List.copyOf(standing);
    }

    private static String opportunity(Decision decision) {
        return decision.deal().opportunityId();
    }
}
