package io.dealledger.account;

import io.dealledger.fact.AccountFact;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.OpportunityAccountChanged;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.RegistrationSubmitted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which facts belong to which customer, for any set of facts at once: accounts that were merged are one customer, and
 * whatever names an opportunity, a registration or a dispute follows it. A fact that names something not yet known
 * belongs to nobody and is left out.
 */
public final class Customers {
    private final Identities identities;
    private final Map<Anchor, String> accounts = new HashMap<>();
    private final Map<String, String> disputed = new HashMap<>();

    private Customers(Identities identities) {
        this.identities = identities;
    }

    /** One customer: its account ids and its facts. */
    public record Customer(Set<String> accountIds, List<RecordedFact> facts) {}

    /** The customer that an account stands for; without facts if none of these is its own. */
    public static Customer with(String account, Collection<RecordedFact> facts) {
        return of(facts).stream().filter(customer -> customer.accountIds().contains(account)).findFirst()
                .orElseGet(() -> new Customer(Set.of(account), List.of()));
    }

    /** @param facts of any kind, in any order; those of accounts are sorted out to customers */
    public static List<Customer> of(Collection<RecordedFact> facts) {
        var ofAccounts = facts.stream().filter(record -> record.fact() instanceof AccountFact)
                .sorted(RecordedFact.BY_OCCURRENCE).toList();
        var customers = new Customers(Identities.of(ofAccounts));
        ofAccounts.forEach(customers::learn);
        return customers.sortOut(ofAccounts);
    }

    private void learn(RecordedFact record) {
        switch ((AccountFact) record.fact()) {
            case OpportunityCreated created -> accounts.putIfAbsent(Anchor.opportunity(created.opportunityId()),
                    created.accountId());
            case OpportunityAccountChanged moved -> accounts.put(Anchor.opportunity(moved.opportunityId()),
                    moved.accountId());
            case RegistrationSubmitted submitted -> accounts.putIfAbsent(
                    Anchor.registration(submitted.registrationId()), submitted.accountId());
            case DisputeOpened opened -> disputed.putIfAbsent(opened.disputeId(), opened.opportunityId());
            default -> {
                // tells nothing about who belongs to whom
            }
        }
    }

    private List<Customer> sortOut(List<RecordedFact> facts) {
        var byRoot = new LinkedHashMap<String, Customer>();
        for (RecordedFact record : facts) {
            String account = homeOf((AccountFact) record.fact());
            if (account != null) {
                customer(byRoot, account).facts().add(record);
            }
        }
        identities.merged().forEach((root, accounts) -> customer(byRoot, root).accountIds().addAll(accounts));
        return List.copyOf(byRoot.values());
    }

    private Customer customer(Map<String, Customer> byRoot, String account) {
        Customer customer = byRoot.computeIfAbsent(identities.root(account),
                _ -> new Customer(new HashSet<>(), new ArrayList<>()));
        customer.accountIds().add(account);
        return customer;
    }

    /** What is stated twice, under two accounts, is where it is now: once. */
    private @Nullable String homeOf(AccountFact fact) {
        Anchor anchor = switch (fact) {
            case OpportunityCreated created -> Anchor.opportunity(created.opportunityId());
            case RegistrationSubmitted submitted -> Anchor.registration(submitted.registrationId());
            default -> fact.anchor();
        };
        return switch (anchor.type()) {
            case ACCOUNT -> anchor.id();
            case OPPORTUNITY, REGISTRATION -> accounts.get(anchor);
            case DISPUTE -> {
                String opportunity = disputed.get(anchor.id());
                yield opportunity == null ? null : accounts.get(Anchor.opportunity(opportunity));
            }
        };
    }
}
