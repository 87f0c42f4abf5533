package io.dealledger.api.query;

import io.dealledger.account.FactFiled;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The attribution policies, as the ledger knew them at a moment. */
@Component
class KnownPolicies {
    private static final String STREAM = "company/policies";

    private final LedgerStore ledger;

    KnownPolicies(LedgerStore ledger) {
        this.ledger = ledger;
    }

    Policies at(AsOf asOf) {
        var publications = new ArrayList<RecordedFact>();
        for (LedgerEntry entry : ledger.stream(STREAM)) {
            if (entry.position() <= asOf.position() && entry.event() instanceof FactFiled(_, var fact)
                    && fact.statement().fact() instanceof PolicyPublished) {
                publications.add(new RecordedFact(fact.statement(), fact.recordedAt(), entry.position()));
            }
        }
        return Policies.of(Map.of(), List.copyOf(publications));
    }

    /** The version a what-if asks for. */
    static Policy whatIf(Policies policies, String version) {
        Policy policy = policies.version(version);
        if (policy == null) {
            throw ProblemException.badParameter("policy", version,
                    "a version that was known then: "
                            + String.join(", ", new TreeSet<>(policies.byVersion().keySet())));
        }
        return policy;
    }
}
