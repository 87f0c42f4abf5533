package io.dealledger.api.query;

import io.dealledger.account.Customers;
import io.dealledger.account.Identities;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.AccountFacts;
import io.dealledger.attribution.AttributionRules;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.timeline.TimelineView;
import io.dealledger.projections.timeline.TimelineView.StandingFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    /** Every deal of an account's customer. @param version of a policy known at that moment */
    List<Decision> ofAccount(String accountId, String version, AsOf asOf) {
        Policies known = policies.at(asOf);
        Policy policy = KnownPolicies.whatIf(known, version);
        return views.at(TimelineView.VIEW, asOf, (sql, _) -> {
            Identities identities = identities(sql, asOf);
            Set<String> accounts = identities.merged().getOrDefault(identities.root(accountId), Set.of(accountId));
            return decide(accounts, TimelineView.standing(sql, accounts, asOf), known, policy);
        });
    }

    /** Every deal there is. Takes as long as the ledger has facts. */
    List<Decision> ofAll(String version, AsOf asOf) {
        Policies known = policies.at(asOf);
        return ofAll(known, KnownPolicies.whatIf(known, version), asOf);
    }

    /** @param policy to decide all under; it need not be known to the ledger */
    List<Decision> ofAll(Policies known, Policy policy, AsOf asOf) {
        return views.at(TimelineView.VIEW, asOf, (sql, _) -> {
            var decisions = new ArrayList<Decision>();
            Collection<Set<String>> merged = identities(sql, asOf).merged().values();
            Set<String> inMerger = merged.stream().flatMap(Set::stream).collect(Collectors.toSet());
            TimelineView.forEachAccount(sql, asOf, account -> {
                if (!inMerger.contains(account.accountId())) {
                    decisions.addAll(decide(Set.of(account.accountId()), account.facts(), known, policy));
                }
            });
            for (Set<String> accounts : merged) {
                decisions.addAll(decide(accounts, TimelineView.standing(sql, accounts, asOf), known, policy));
            }
            return decisions;
        });
    }

    /** Which accounts were one customer then. */
    static Identities identities(JdbcClient sql, AsOf asOf) {
        return Identities.of(recorded(TimelineView.identity(sql, asOf)));
    }

    private static List<Decision> decide(Set<String> accounts, List<StandingFact> standing, Policies policies,
            Policy policy) {
        return Customers.of(recorded(standing)).stream()
                .filter(customer -> !Collections.disjoint(customer.accountIds(), accounts))
                .flatMap(customer -> AttributionRules
                        .decide(AccountFacts.of(customer.facts(), customer.accountIds()), policies, policy).stream())
                .toList();
    }

    private static List<RecordedFact> recorded(List<StandingFact> standing) {
        return standing.stream().map(fact -> {
            StoredFact stored = RecordJson.readStored(StoredFact.class, Stored.read(fact.fact()));
            return new RecordedFact(stored.statement(), stored.recordedAt(), fact.position());
        }).toList();
    }
}
