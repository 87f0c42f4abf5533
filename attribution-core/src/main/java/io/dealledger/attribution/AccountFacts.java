package io.dealledger.attribution;

import io.dealledger.fact.AccountDirectTouch;
import io.dealledger.fact.AccountFact;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.CosellActivity;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.Fact;
import io.dealledger.fact.OpportunityAccountChanged;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.PartnerIntroductionLogged;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.RegistrationApproved;
import io.dealledger.fact.RegistrationExpired;
import io.dealledger.fact.RegistrationExtended;
import io.dealledger.fact.RegistrationReassigned;
import io.dealledger.fact.RegistrationRejected;
import io.dealledger.fact.RegistrationSubmitted;
import io.dealledger.fact.RegistrationWithdrawn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts of one customer that were known at some moment, indexed. Built from any order of delivery: everything in it
 * is sorted by the two clocks.
 *
 * @param opportunities those whose creation is known, by creation
 * @param registrations those whose submission is known, by submission
 * @param introductions in order of occurrence
 * @param directTouches in order of occurrence
 * @param activities    co-sell on the account or any of its opportunities, in order of occurrence
 */
public record AccountFacts(List<OpportunityFacts> opportunities, List<RegistrationFacts> registrations,
        List<Cited<PartnerIntroductionLogged>> introductions, List<Cited<AccountDirectTouch>> directTouches,
        List<Cited<CosellActivity>> activities) {
    /**
     * @param facts      account facts of one customer, its merged accounts' included, each statement once
     * @param accountIds the ids of this customer: an opportunity or registration that is with another account now is left out
     */
    public static AccountFacts of(Collection<RecordedFact> facts, Set<String> accountIds) {
        var sorted = new ArrayList<>(facts);
        sorted.sort(RecordedFact.BY_OCCURRENCE);
        var index = new Index();
        sorted.forEach(index::add);
        return index.build(accountIds);
    }

    /** Collects; not shared. */
    private static final class Index {
        private final Map<String, Cited<OpportunityCreated>> creations = new TreeMap<>();
        private final Map<String, String> accounts = new HashMap<>();
        private final Map<String, List<Cited<?>>> byOpportunity = new HashMap<>();
        private final Map<String, Cited<RegistrationSubmitted>> submissions = new TreeMap<>();
        private final Map<String, List<Cited<?>>> byRegistration = new HashMap<>();
        private final Map<String, String> disputes = new HashMap<>();
        private final List<Cited<?>> aboutDisputes = new ArrayList<>();
        private final List<Cited<PartnerIntroductionLogged>> introductions = new ArrayList<>();
        private final List<Cited<AccountDirectTouch>> directTouches = new ArrayList<>();
        private final List<Cited<CosellActivity>> activities = new ArrayList<>();

        void add(RecordedFact record) {
            Fact fact = record.fact();
            switch (fact) {
                case OpportunityCreated created -> {
                    creations.putIfAbsent(created.opportunityId(), new Cited<>(created, record));
                    accounts.putIfAbsent(created.opportunityId(), created.accountId());
                }
                case OpportunityAccountChanged moved -> accounts.put(moved.opportunityId(), moved.accountId());
                case RegistrationSubmitted submitted -> submissions.putIfAbsent(submitted.registrationId(),
                        new Cited<>(submitted, record));
                case PartnerIntroductionLogged introduced -> introductions.add(new Cited<>(introduced, record));
                case AccountDirectTouch touched -> directTouches.add(new Cited<>(touched, record));
                case CosellActivity activity -> activities.add(new Cited<>(activity, record));
                case AccountFact other -> addAnchored(other, record);
                default -> throw new IllegalArgumentException(fact.kind() + " is not a fact of an account");
            }
        }

        private void addAnchored(AccountFact fact, RecordedFact record) {
            Anchor anchor = fact.anchor();
            Cited<?> cited = new Cited<>(fact, record);
            switch (anchor.type()) {
                case OPPORTUNITY -> byOpportunity.computeIfAbsent(anchor.id(), _ -> new ArrayList<>()).add(cited);
                case REGISTRATION -> byRegistration.computeIfAbsent(anchor.id(), _ -> new ArrayList<>()).add(cited);
                case DISPUTE -> aboutDisputes.add(cited);
                case ACCOUNT -> {
                    // who the account is and what overlaps with it says nothing about origin
                }
            }
            if (fact instanceof DisputeOpened opened) {
                disputes.putIfAbsent(opened.disputeId(), opened.opportunityId());
            }
        }

        AccountFacts build(Set<String> accountIds) {
            for (Cited<?> cited : aboutDisputes) {
                String disputed = disputes.get(((AccountFact) cited.fact()).anchor().id());
                if (disputed != null) {
                    byOpportunity.computeIfAbsent(disputed, _ -> new ArrayList<>()).add(cited);
                }
            }
            var opportunities = new ArrayList<OpportunityFacts>();
            creations.forEach((id, creation) -> {
                String account = accounts.get(id);
                if (account != null && accountIds.contains(account)) {
                    List<Cited<?>> history = byOpportunity.getOrDefault(id, new ArrayList<>());
                    history.sort(Cited.BY_OCCURRENCE);
                    opportunities.add(new OpportunityFacts(id, account, creation, List.copyOf(history)));
                }
            });
            opportunities.sort(Comparator.comparing(OpportunityFacts::creation, Cited.BY_SECOND));
            return new AccountFacts(List.copyOf(opportunities), registrations(accountIds), introductions, directTouches,
                    activities);
        }

        private List<RegistrationFacts> registrations(Set<String> accountIds) {
            var registrations = new ArrayList<RegistrationFacts>();
            submissions.forEach((id, submission) -> {
                if (!accountIds.contains(submission.fact().accountId())) {
                    return; // an earlier submission says that it is with another account
                }
                List<Cited<?>> history = byRegistration.getOrDefault(id, List.of());
                registrations.add(new RegistrationFacts(id, submission, statuses(history),
                        ofKind(history, RegistrationExtended.class), ofKind(history, RegistrationReassigned.class)));
            });
            registrations.sort(Comparator.comparing(RegistrationFacts::submission, Cited.BY_SECOND));
            return List.copyOf(registrations);
        }

        private static List<Cited<?>> statuses(List<Cited<?>> history) {
            return history.stream().filter(cited -> switch (cited.fact()) {
                case RegistrationApproved _,RegistrationRejected _,RegistrationWithdrawn _,RegistrationExpired _ ->
                    true;
                default -> false;
            }).toList();
        }

        private static <F extends AccountFact> List<Cited<F>> ofKind(List<Cited<?>> history, Class<F> kind) {
            return history.stream().filter(cited -> kind.isInstance(cited.fact()))
                    .map(cited -> new Cited<>(kind.cast(cited.fact()), cited.record())).toList();
        }
    }
}
