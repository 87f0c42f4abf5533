package io.dealledger.api.intake.round;

import io.dealledger.account.FactFiled;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.attribution.PolicyReader;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The policies that the ledger holds, read again whenever their stream grows. */
final class PolicyBook {
    static final String STREAM = "company/policies";

    private final LedgerStore store;
    private Policies policies = Policies.STANDARD;
    /** Sequence of the last event read. */
    private long read = -1;

    PolicyBook(LedgerStore store) {
        this.store = store;
    }

    Policies policies() {
        return policies;
    }

    /** Another node may have published some. */
    void reloadIfGrown() {
        if (store.lastSequence(STREAM).orElse(-1L) != read) {
            reload();
        }
    }

    /** Reads the stream of policies. */
    void reload() {
        var published = new ArrayList<RecordedFact>();
        long last = -1;
        for (var entry : store.stream(STREAM)) {
            if (entry.event() instanceof FactFiled filed) {
                published.add(new RecordedFact(filed.fact().statement(), filed.fact().recordedAt(), entry.position()));
            }
            last = entry.sequence();
        }
        policies = Policies.of(Map.of(), published);
        read = last;
    }

    /** What stands in the way of publishing a policy; empty if nothing does. */
    List<Problem> problems(PolicyPublished fact) {
        Policy known = policies.version(fact.version());
        var rules = fact.rules();
        if (rules == null) {
            return known != null
                    ? List.of()
                    : List.of(new Problem("data.rules", "absent", "the rules of version '" + fact.version()
                            + "', or a version known already: " + policies.byVersion().keySet()));
        }
        return switch (PolicyReader.read(fact.version(), rules)) {
            case PolicyReader.Unreadable(var problems) -> problems;
            case PolicyReader.Readable(Policy read) -> known == null || known.equals(read)
                    || isTheStandard(fact.version())
                            ? List.of()
                            : List.of(new Problem("data.version", CanonicalJson.write(fact.version()),
                                    "a new version: the ledger holds other rules under this one"));
        };
    }

    /** The standard rules are only a fallback: a company may publish its own under that name, once. */
    private boolean isTheStandard(String version) {
        return version.equals(Policy.STANDARD.version()) && policies.published().stream()
                .noneMatch(publication -> publication.policy().version().equals(version));
    }
}
