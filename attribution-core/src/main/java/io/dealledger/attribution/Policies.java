package io.dealledger.attribution;

import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policy versions that are known, and which one governs when.
 *
 * @param byVersion  every version whose rules are known
 * @param published  publications in ledger order
 * @param fallback   what governs before the first publication takes effect
 */
public record Policies(Map<String, Policy> byVersion, List<Publication> published, Policy fallback) {
    /** @param governsFrom the later of effective_from and the moment the ledger learned of it */
    public record Publication(Policy policy, Instant governsFrom) {}

    /** The standard policy alone. */
    public static final Policies STANDARD = new Policies(Map.of(Policy.STANDARD.version(), Policy.STANDARD), List.of(),
            Policy.STANDARD);

    /**
     * @param known        versions known beside the published ones; may be empty
     * @param publications facts of kind policy.published in any order
     * @throws IllegalArgumentException if rules are unreadable, or left out for a version not known otherwise
     */
    public static Policies of(Map<String, Policy> known, Collection<RecordedFact> publications) {
        var byVersion = new LinkedHashMap<>(known);
        byVersion.putIfAbsent(Policy.STANDARD.version(), Policy.STANDARD);
        List<Publication> published = publications.stream().sorted(RecordedFact.BY_RECORDING)
                .map(record -> publication(record, byVersion)).toList();
        Policy fallback = known.containsKey(Policy.STANDARD.version()) || known.isEmpty()
                ? Objects.requireNonNull(byVersion.get(Policy.STANDARD.version()))
                : known.values().iterator().next();
        return new Policies(byVersion, published, fallback);
    }

    /** The version that governs what was created at this instant. */
    public Policy governing(Instant created) {
        Policy governing = fallback;
        Instant since = Instant.MIN;
        for (Publication publication : published) {
            if (!publication.governsFrom().isAfter(created) && !publication.governsFrom().isBefore(since)) {
                governing = publication.policy();
                since = publication.governsFrom();
            }
        }
        return governing;
    }

    /** @return null where no such version is known */
    public @Nullable Policy version(String version) {
        return byVersion.get(version);
    }

    private static Publication publication(RecordedFact record, Map<String, Policy> byVersion) {
        var fact = (PolicyPublished) record.fact();
        var rules = fact.rules();
        if (rules != null) {
            byVersion.put(fact.version(), PolicyReader.readOrThrow(fact.version(), rules));
        }
        Policy policy = byVersion.get(fact.version());
        if (policy == null) {
            throw new IllegalArgumentException("policy " + fact.version() + " was published without rules; known: "
                    + byVersion.keySet());
        }
        Instant from = fact.effectiveFrom();
        return new Publication(policy, from.isAfter(record.recordedAt()) ? from : record.recordedAt());
    }
}
