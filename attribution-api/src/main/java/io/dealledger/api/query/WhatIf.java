package io.dealledger.api.query;

import io.dealledger.account.StoredFact;
import io.dealledger.attribution.AccountFacts;
import io.dealledger.attribution.AttributionRules;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.timeline.TimelineView;
import io.dealledger.projections.timeline.TimelineView.Standing;
import io.dealledger.projections.timeline.TimelineView.StandingFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decides again from the facts, as if another policy had governed them. Nothing is stored. */
@Component
class WhatIf {
    private final Views views;
    private final KnownPolicies policies;

    WhatIf(Views views, KnownPolicies policies) {
        this.views = views;
        this.policies = policies;
    }

    /** Every deal of an account. @param version of a policy known at that moment */
    List<Decision> ofAccount(String accountId, String version, AsOf asOf) {
        Policies known = policies.at(asOf);
        Policy policy = KnownPolicies.whatIf(known, version);
        Standing facts = views.at(TimelineView.VIEW, asOf,
                (sql, _) -> TimelineView.standing(sql, accountId, asOf));
        return decide(facts, known, policy);
    }

    /** Every deal there is. Takes as long as the ledger has facts. */
    List<Decision> ofAll(String version, AsOf asOf) {
        Policies known = policies.at(asOf);
        Policy policy = KnownPolicies.whatIf(known, version);
        return views.at(TimelineView.VIEW, asOf, (sql, _) -> {
            var decisions = new ArrayList<Decision>();
            TimelineView.forEachAccount(sql, asOf, facts -> decisions.addAll(decide(facts, known, policy)));
            return decisions;
        });
    }

    private static List<Decision> decide(Standing account, Policies policies, Policy policy) {
        var facts = new ArrayList<RecordedFact>();
        Set<String> accounts = new HashSet<>(Set.of(account.accountId()));
        for (StandingFact fact : account.facts()) {
            StoredFact stored = RecordJson.readStored(StoredFact.class, Stored.read(fact.fact()));
            var recorded = new RecordedFact(stored.statement(), stored.recordedAt(), fact.position());
            facts.add(recorded);
            if (recorded.fact() instanceof AccountMerged(var from, var into)) {
                accounts.add(from);
                accounts.add(into);
            }
        }
        return AttributionRules.decide(AccountFacts.of(facts, accounts), policies, policy);
    }
}
