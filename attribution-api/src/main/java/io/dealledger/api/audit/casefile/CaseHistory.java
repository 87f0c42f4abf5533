package io.dealledger.api.audit.casefile;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.TraceStep;
import io.dealledger.json.RecordJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was known when, what nearly counted, and who had a hand in it. */
final class CaseHistory {
    private static final List<String> ROLES = List.of("submitted_by", "approved_by", "agreed_by", "claimant",
            "decided_by", "appellant", "owner_ae", "ae_id", "actor");
    private static final Set<String> MOMENTS = Set.of("registration.submitted", "registration.approved",
            "registration.reassigned", "opportunity.created", "opportunity.qualified", "opportunity.closed_won",
            "opportunity.closed_lost", "opportunity.amount_corrected", "opportunity.refunded", "dispute.opened",
            "dispute.resolved", "dispute.appealed");

    private CaseHistory() {}

    /** At each moment that matters: how many facts the ledger had, and what it believed. */
    static List<Map<String, @Nullable Object>> knowledge(List<CaseRecord> facts, List<AttributionDecided> decided,
            String opportunityId, int lockDays) {
        var moments = new ArrayList<Map.Entry<String, Instant>>();
        for (CaseRecord record : facts) {
            StoredFact fact = CaseContent.factOf(record);
            if (MOMENTS.contains(fact.kind())) {
                moments.add(Map.entry(fact.kind() + " " + fact.source() + "/" + fact.id(), fact.occurredAt()));
            }
        }
        Instant created = decided.getLast().decision().deal().createdAt();
        moments.add(Map.entry("lock: " + lockDays + " days after " + opportunityId + " was created",
                created.plus(Duration.ofDays(lockDays))));
        moments.sort(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return moments.stream().map(moment -> knowledge(moment.getKey(), moment.getValue(), facts, decided)).toList();
    }

    private static Map<String, @Nullable Object> knowledge(String moment, Instant at, List<CaseRecord> facts,
            List<AttributionDecided> decided) {
        AttributionDecided believed = null;
        for (AttributionDecided decision : decided) {
            believed = decision.decidedAt().isAfter(at) ? believed : decision;
        }
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("moment", moment);
        row.put("at", at.toString());
        row.put("facts_known",
                facts.stream().filter(record -> !CaseContent.factOf(record).recordedAt().isAfter(at)).count());
        row.put("tag_believed", believed == null ? null : RecordJson.word(believed.decision().tag()));
        row.put("sourced_by", believed == null ? List.of() : believed.decision().sourcedBy());
        return row;
    }

    /** Tests that failed, claims that came after the lock, deliveries that were not counted in. */
    static Map<String, @Nullable Object> nearMisses(Decision decision, List<CaseRecord> facts,
            List<CaseRecord> records, int lockDays) {
        Instant lock = decision.deal().createdAt().plus(Duration.ofDays(lockDays));
        var misses = new LinkedHashMap<String, @Nullable Object>();
        misses.put("tests_failed", decision.trace().stream().filter(step -> !step.passed())
                .map((TraceStep step) -> RecordJson.write(step)).toList());
        misses.put("recorded_after_lock",
                facts.stream().map(CaseContent::factOf)
                        .filter(fact -> isClaim(fact) && fact.recordedAt().isAfter(lock))
                        .sorted(Comparator.comparing(StoredFact::recordedAt).thenComparing(StoredFact::id))
                        .map(fact -> Map.<String, @Nullable Object>of("fact", fact.source() + "/" + fact.id(), "kind",
                                fact.kind(), "occurred_at", fact.occurredAt().toString(), "recorded_at",
                                fact.recordedAt().toString()))
                        .toList());
        misses.put("quarantined", records.stream().filter(record -> record.event() instanceof FactQuarantined)
                .map(CaseHistory::quarantined).toList());
        return misses;
    }

    /** What can make a partner the origin, and therefore must be known before the lock. */
    private static boolean isClaim(StoredFact fact) {
        return fact.kind().startsWith("registration.") || fact.kind().equals("partner.introduction_logged");
    }

    private static Map<String, @Nullable Object> quarantined(CaseRecord record) {
        var delivery = (FactQuarantined) record.event();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("position", record.position());
        row.put("recorded_at", record.recordedAt().toString());
        row.put("reason", delivery.reason());
        row.put("source", delivery.source());
        row.put("id", delivery.id());
        row.put("problems", delivery.problems());
        return row;
    }

    /** Who did what by which fact; those with more than one part are marked, for it may be one too many. */
    static List<Map<String, @Nullable Object>> roles(List<CaseRecord> facts) {
        var parts = new TreeMap<String, TreeSet<String>>();
        var named = new TreeMap<String, TreeSet<String>>();
        for (CaseRecord record : facts) {
            StoredFact fact = CaseContent.factOf(record);
            for (String role : ROLES) {
                for (String person : persons(fact.data().get(role))) {
                    parts.computeIfAbsent(person, _ -> new TreeSet<>()).add(role + " of " + fact.kind());
                    named.computeIfAbsent(person, _ -> new TreeSet<>()).add(fact.source() + "/" + fact.id());
                }
            }
        }
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        parts.forEach((person, roles) -> rows.add(Map.of("person", person, "parts", List.copyOf(roles), "facts",
                List.copyOf(named.getOrDefault(person, new TreeSet<>())), "more_than_one_part", roles.size() > 1)));
        return rows;
    }

    private static List<String> persons(@Nullable Object value) {
        return switch (value) {
            case String person -> List.of(person);
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }
}
