package io.dealledger.replay;

import io.dealledger.account.Customers;
import io.dealledger.attribution.AccountFacts;
import io.dealledger.attribution.AttributionRules;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.Fact;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes facts at imposed recorded_at and answers as of any moment under any policy. Nothing is kept but the facts. */
public final class InMemoryLedger {
    private final Map<String, Policy> policies;
    private final List<RecordedFact> facts = new ArrayList<>();
    private final Map<List<String>, String> hashes = new HashMap<>();
    private final List<Long> duplicates = new ArrayList<>();
    private final List<Long> conflicts = new ArrayList<>();

    /** @param policies versions known without a publication, by version; the first one is the fallback if no v1 is */
    public InMemoryLedger(Map<String, Policy> policies) {
        this.policies = policies;
    }

    /** A second delivery of a (source, id) changes nothing: with the same content it is a duplicate, else a conflict. */
    public void deliver(Statement statement, Instant recordedAt, long sequence) {
        String known = hashes.putIfAbsent(List.of(statement.source(), statement.id()), statement.contentHash());
        if (known == null) {
            facts.add(new RecordedFact(statement, recordedAt, sequence));
        } else if (known.equals(statement.contentHash())) {
            duplicates.add(sequence);
        } else {
            conflicts.add(sequence);
        }
    }

    /** Sequence numbers of repeated deliveries, in order of delivery. */
    public List<Long> duplicates() {
        return List.copyOf(duplicates);
    }

    /** Sequence numbers of deliveries that contradict an earlier one, in order of delivery. */
    public List<Long> conflicts() {
        return List.copyOf(conflicts);
    }

    /** @param asOf only what the ledger knew by then; null for all; in ledger order */
    public List<RecordedFact> facts(@Nullable Instant asOf) {
        return facts.stream().filter(record -> asOf == null || !record.recordedAt().isAfter(asOf))
                .sorted(RecordedFact.BY_RECORDING).toList();
    }

    /** The facts of one kind. */
    public <F extends Fact> List<RecordedFact> facts(Class<F> kind, @Nullable Instant asOf) {
        return facts(asOf).stream().filter(record -> kind.isInstance(record.fact())).toList();
    }

    /** The policies known at a moment. */
    public Policies policies(@Nullable Instant asOf) {
        return Policies.of(policies, facts(PolicyPublished.class, asOf));
    }

    /**
     * How numbers are shown: as this version says, else as the one that governs at the moment.
     *
     * @throws IllegalArgumentException if no such version is known then
     */
    public Policy.Reporting reporting(@Nullable Instant asOf, @Nullable String policyVersion) {
        Policies known = policies(asOf);
        return (policyVersion == null
                ? known.governing(Objects.requireNonNullElse(asOf, Instant.MAX))
                : version(known, policyVersion)).reporting();
    }

    /**
     * Every opportunity's decision, sorted by opportunity id.
     *
     * @param asOf          only what the ledger knew by then; null for all
     * @param policyVersion decide all under this version, as a what-if; null for the record
     * @throws IllegalArgumentException if no such version is known then
     */
    public List<Decision> decisions(@Nullable Instant asOf, @Nullable String policyVersion) {
        Policies known = policies(asOf);
        Policy whatIf = policyVersion == null ? null : version(known, policyVersion);
        var decisions = new ArrayList<Decision>();
        for (Customers.Customer customer : Customers.of(facts(asOf))) {
            decisions.addAll(AttributionRules.decide(AccountFacts.of(customer.facts(), customer.accountIds()), known,
                    whatIf));
        }
        decisions.sort(Comparator.comparing(decision -> decision.deal().opportunityId()));
        return List.copyOf(decisions);
    }

    private static Policy version(Policies known, String version) {
        Policy policy = known.version(version);
        if (policy == null) {
            throw new IllegalArgumentException("policy '" + version + "' is none of " + known.byVersion().keySet());
        }
        return policy;
    }
}
