package io.dealledger.api.intake.round;

import static java.util.Objects.requireNonNull;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.Customers;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.Identities;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.command.AccountUpdate;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.fact.AccountFact;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.OpportunityAccountChanged;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.RegistrationSubmitted;
import io.dealledger.projections.engine.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets history follow: of a merged account, or of an opportunity that is with another account now. */
final class Moves {
    private final LedgerStore store;
    private final Directory directory;
    private final Plan plan;

    Moves(LedgerStore store, Directory directory, Plan plan) {
        this.store = store;
        this.directory = directory;
        this.plan = plan;
    }

    /** A fact in an account's stream. @param position its place in the ledger's order */
    private record Held(StoredFact fact, long position) {
        AccountFact typed() {
            return (AccountFact) fact.statement().fact();
        }

        RecordedFact recorded() {
            return new RecordedFact(fact.statement(), fact.recordedAt(), position);
        }
    }

    void merge(int item, AccountMerged merged, StoredFact stored,
            Function<String, LedgerEvent.OfAccount> arrival) {
        String from = directory.root(merged.from());
        String into = directory.root(merged.into());
        Plan.Group group = plan.group(into, item);
        group.arrive(into, arrival.apply(into));
        if (from.equals(into) || takenBack(merged, stored, into)) {
            return;
        }
        List<LedgerEntry> stream = store.stream(AccountUpdate.stream(from));
        Map<RecordedFact, Held> held = byRecord(stream);
        // what it holds of customers it is not, or is no longer, one with stays behind
        var following = new LinkedHashSet<>(Customers.with(from, held.keySet()).facts());
        following.addAll(movedAway(into, held.keySet()));
        following.forEach(record -> follow(group, into, from, requireNonNull(held.get(record)), ref(stored)));
        lastDecisions(stream).forEach((opportunity, decision) -> {
            if (from.equals(directory.accountOf(Anchor.opportunity(opportunity)))) {
                group.adopt(into, decision);
            }
        });
        directory.learn(Anchor.account(from), into);
        group.direct(Anchor.account(from), into);
    }

    /** Whether the ledger knows already that this merge was an error. */
    private boolean takenBack(AccountMerged merged, StoredFact stored, String into) {
        return held(store.stream(AccountUpdate.stream(into))).stream()
                .anyMatch(held -> held.typed() instanceof AccountUnmerged unmerged
                        && unmerged.from().equals(merged.from()) && unmerged.into().equals(merged.into())
                        && held.fact().occurredAt().isAfter(stored.occurredAt()));
    }

    /** Gives each customer that the merge had swallowed its history back, what was said since included. */
    void unmerge(int item, AccountUnmerged unmerged, StoredFact stored,
            Function<String, LedgerEvent.OfAccount> arrival) {
        String home = directory.root(unmerged.into());
        Plan.Group group = plan.group(home, item);
        group.arrive(home, arrival.apply(home));
        List<LedgerEntry> stream = store.stream(AccountUpdate.stream(home));
        Map<RecordedFact, Held> held = byRecord(stream);
        var facts = new ArrayList<>(held.keySet());
        facts.add(new RecordedFact(stored.statement(), stored.recordedAt(), Long.MAX_VALUE));
        var decisions = lastDecisions(stream);
        var customers = new ArrayList<>(Customers.of(facts));
        if (customers.stream().noneMatch(customer -> customer.accountIds().contains(unmerged.from()))) {
            customers.add(Customers.with(unmerged.from(), facts)); // nothing was ever said of it
        }
        for (Customers.Customer customer : customers) {
            List<String> here = customer.accountIds().stream()
                    .filter(account -> directory.root(account).equals(home)).sorted().toList();
            if (here.isEmpty()) {
                continue; // of an opportunity that is with another customer now
            }
            String survivor = customer.accountIds().contains(home) ? home : Identities.of(facts).root(here.getFirst());
            here.forEach(account -> direct(group, Anchor.account(account), survivor));
            customer.facts().stream().map(record -> Anchor.definedBy((AccountFact) record.fact()))
                    .filter(Objects::nonNull).map(Objects::requireNonNull)
                    .forEach(defined -> direct(group, defined, survivor));
            if (!survivor.equals(home)) {
                customer.facts().stream().filter(held::containsKey).map(held::get).map(Objects::requireNonNull)
                        .forEach(each -> comeHome(group, survivor, home, each, decisions, ref(stored)));
                movedAway(survivor, facts).stream().filter(fact -> !customer.facts().contains(fact))
                        .filter(held::containsKey).map(held::get).map(Objects::requireNonNull)
                        .forEach(each -> follow(group, survivor, home, each, ref(stored)));
            }
        }
    }

    /** What says that something the account held before the merge has gone to another customer since. */
    private List<RecordedFact> movedAway(String account, Collection<RecordedFact> facts) {
        var known = new HashSet<Anchor>();
        held(store.stream(AccountUpdate.stream(account))).forEach(held -> known.add(placed(held.typed())));
        return facts.stream().filter(record -> known.contains(placed((AccountFact) record.fact()))
                && (record.fact() instanceof OpportunityAccountChanged
                        || Anchor.definedBy((AccountFact) record.fact()) != null))
                .toList();
    }

    /** What a fact says something about. */
    private static Anchor placed(AccountFact fact) {
        Anchor defined = Anchor.definedBy(fact);
        return defined != null ? defined : fact.anchor();
    }

    private void comeHome(Plan.Group group, String target, String from, Held held,
            Map<String, AttributionDecided> decisions, String cause) {
        follow(group, target, from, held, cause);
        Anchor defined = Anchor.definedBy(held.typed());
        AttributionDecided last = defined == null ? null : decisions.get(defined.id());
        if (last != null && requireNonNull(defined).type() == Anchor.Type.OPPORTUNITY) {
            group.adopt(target, last);
        }
    }

    private static void follow(Plan.Group group, String target, String from, Held held, String cause) {
        group.arrive(target, new FactFollowed(target, held.fact(), from, held.position(), cause));
    }

    /**
     * @param moved   the opportunity or registration
     * @param stored  a fact that says, or may say, with which account it is
     * @param arrival the event that brings the fact into an account
     */
    void move(int item, Anchor moved, StoredFact stored, Function<String, LedgerEvent.OfAccount> arrival) {
        String home = requireNonNull(directory.accountOf(moved), () -> moved + " is not known");
        List<LedgerEntry> stream = store.stream(AccountUpdate.stream(home));
        List<Held> about = about(moved, held(stream));
        String target = directory.root(accountNow(about, stored));
        Plan.Group group = plan.group(home, item);
        group.arrive(home, arrival.apply(home));
        if (target.equals(home)) {
            return;
        }
        for (Held held : about) {
            group.arrive(target, new FactFollowed(target, held.fact(), home, held.position(), ref(stored)));
        }
        group.arrive(target, new FactFollowed(target, stored, home, null, ref(stored)));
        AttributionDecided last = lastDecisions(stream).get(moved.id());
        if (last != null && moved.type() == Anchor.Type.OPPORTUNITY) {
            group.adopt(target, last);
        }
        direct(group, moved, target);
        disputesOf(about).forEach(dispute -> direct(group, Anchor.dispute(dispute), target));
    }

    private void direct(Plan.Group group, Anchor anchor, String account) {
        directory.learn(anchor, account);
        group.direct(anchor, account);
    }

    /** The latest change of account by business time; without one that of the earliest creation or submission. */
    private static String accountNow(List<Held> about, StoredFact stored) {
        var facts = new ArrayList<StoredFact>();
        about.forEach(held -> facts.add(held.fact()));
        facts.add(stored);
        facts.sort(Comparator.comparing(StoredFact::occurredAt).thenComparing(StoredFact::recordedAt));
        String first = null;
        String changed = null;
        for (StoredFact fact : facts) {
            switch (fact.statement().fact()) {
                case OpportunityAccountChanged change -> changed = change.accountId();
                case OpportunityCreated creation -> first = first == null ? creation.accountId() : first;
                case RegistrationSubmitted submission -> first = first == null ? submission.accountId() : first;
                default -> {
                    // says nothing about the account
                }
            }
        }
        return requireNonNull(changed != null ? changed : first, "nothing says with which account it began");
    }

    private static Map<RecordedFact, Held> byRecord(List<LedgerEntry> stream) {
        var byRecord = new LinkedHashMap<RecordedFact, Held>();
        held(stream).forEach(held -> byRecord.put(held.recorded(), held));
        return byRecord;
    }

    private static List<Held> held(List<LedgerEntry> stream) {
        var held = new ArrayList<Held>();
        for (LedgerEntry entry : stream) {
            if (entry.event() instanceof LedgerEvent.OfAccount event) {
                Held fact = held(event, entry.position());
                if (fact != null) {
                    held.add(fact);
                }
            }
        }
        return held;
    }

    private static @Nullable Held held(LedgerEvent.OfAccount event, long position) {
        return switch (event) {
            case FactAccepted accepted -> new Held(accepted.fact(), position);
            case FactPlaced placed -> new Held(placed.fact(), placed.parkedPosition());
            case FactFollowed followed -> new Held(followed.fact(),
                    followed.originalPosition() != null ? followed.originalPosition() : position);
            case AttributionDecided _ -> null;
        };
    }

    private static List<Held> about(Anchor moved, List<Held> facts) {
        Set<Anchor> anchors = new HashSet<>();
        anchors.add(moved);
        for (Held held : facts) {
            if (held.typed() instanceof DisputeOpened opened && opened.anchor().equals(moved)) {
                anchors.add(Anchor.dispute(opened.disputeId()));
            }
        }
        return facts.stream().filter(
                held -> anchors.contains(held.typed().anchor()) || moved.equals(Anchor.definedBy(held.typed())))
                .toList();
    }

    private static List<String> disputesOf(List<Held> about) {
        return about.stream().filter(held -> held.typed() instanceof DisputeOpened)
                .map(held -> ((DisputeOpened) held.typed()).disputeId()).toList();
    }

    private static Map<String, AttributionDecided> lastDecisions(List<LedgerEntry> stream) {
        var last = new HashMap<String, AttributionDecided>();
        for (LedgerEntry entry : stream) {
            if (entry.event() instanceof AttributionDecided decided) {
                last.put(decided.opportunityId(), decided);
            }
        }
        return last;
    }

    private static String ref(StoredFact fact) {
        return fact.source() + "/" + fact.id();
    }
}
