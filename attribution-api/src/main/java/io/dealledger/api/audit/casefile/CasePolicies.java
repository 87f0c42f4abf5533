package io.dealledger.api.audit.casefile;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The policies of a case: who approved which, and what each changed. */
final class CasePolicies {
    private CasePolicies() {}

    /** In the order of publication. @param governing the version that decided */
    static List<Map<String, @Nullable Object>> of(List<RecordedFact> publications, String governing) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        Map<String, @Nullable Object> before = Map.of();
        for (RecordedFact record : publications) {
            var fact = (PolicyPublished) record.fact();
            Map<String, @Nullable Object> rules = Objects.requireNonNullElse(fact.rules(), Map.of());
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("version", fact.version());
            row.put("governs", fact.version().equals(governing));
            row.put("position", record.sequence());
            row.put("recorded_at", record.recordedAt().toString());
            row.put("effective_from", fact.effectiveFrom().toString());
            row.put("approved_by", fact.approvedBy());
            row.put("changed_rules", rows.isEmpty() ? List.of() : changed(before, rules));
            row.put("rules", rules);
            rows.add(row);
            before = rules;
        }
        return rows;
    }

    private static List<String> changed(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream().filter(
                name -> !CanonicalJson.write(before.get(name)).equals(CanonicalJson.write(after.get(name)))).toList();
    }

    private static Policy governing(Policies policies, Decision decision) {
        Policy policy = policies.version(decision.policy());
        if (policy == null) {
            throw new FaultFoundException("policy " + decision.policy() + ", which decided, is not among the events");
        }
        return policy;
    }

    static int lockDays(Policies policies, Decision decision) {
        return governing(policies, decision).lockDaysAfterCreation();
    }

    static Policy.Reporting reporting(Policies policies, Decision decision) {
        return governing(policies, decision).reporting();
    }
}
