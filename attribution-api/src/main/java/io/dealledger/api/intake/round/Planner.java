package io.dealledger.api.intake.round;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactReleased;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import io.dealledger.api.store.LedgerStore.Known;
import io.dealledger.fact.AccountFact;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.CompanyFact;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.Fact;
import io.dealledger.fact.OpportunityAccountChanged;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.PartnerFact;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RegistrationSubmitted;
import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each item of one round, in order. For one round. */
final class Planner {
    private final LedgerStore store;
    private final Veil veil;
    private final PolicyBook policyBook;
    private final Directory directory;
    private final Map<IdempotencyKey, Known> known;
    private final Instant recordedAt;
    private final Plan plan = new Plan();
    private final Quarantine quarantine;
    private final Map<IdempotencyKey, StoredFact> stated = new HashMap<>();
    private final Map<Integer, Planned> planned = new HashMap<>();
    private boolean alone;

    /** A fact parked in an earlier round. @param position at which it was parked */
    private record Waiting(StoredFact fact, long position) {}

    Planner(LedgerStore store, Veil veil, PolicyBook policyBook, Directory directory, Map<IdempotencyKey, Known> known,
            Instant recordedAt) {
        this.store = store;
        this.veil = veil;
        this.policyBook = policyBook;
        this.directory = directory;
        this.known = known;
        this.recordedAt = recordedAt;
        this.quarantine = new Quarantine(store, veil, plan, recordedAt);
    }

    Plan plan() {
        return plan;
    }

    Planned of(int item) {
        Planned outcome = planned.get(item);
        if (outcome == null) {
            throw new IllegalStateException("item " + item + " was not planned");
        }
        return outcome;
    }

    /** @return false if the item belongs into a round of its own, because it or others depend on the effect of one */
    boolean add(int index, Item item) {
        if (alone) {
            return false;
        }
        Delivery delivery = item.delivery();
        switch (delivery.reading()) {
            case Delivery.Unread unread -> planned.put(index, quarantine.unread(index, delivery, unread));
            case Delivery.Read(Statement statement) -> {
                Planned settled = settled(index, item, statement);
                if (settled != null) {
                    planned.put(index, settled);
                } else {
                    alone = item.earlier() != null || mustBeAlone(statement.fact());
                    if (alone && !planned.isEmpty()) {
                        return false;
                    }
                    count(index, item, statement);
                }
            }
        }
        return true;
    }

    /** Keeps an item on which the rules failed. */
    void addFaulty(int index, Item item, RuntimeException fault) {
        switch (item.delivery().reading()) {
            case Delivery.Unread unread -> planned.put(index, quarantine.unread(index, item.delivery(), unread));
            case Delivery.Read(Statement statement) -> planned.put(index,
                    quarantine.uncountable(index, item.delivery(), statement, "fault",
                            List.of("the ledger failed on it: " + fault
                                    + "; accepted: releasing it once the fault is mended")));
        }
    }

    /** What is known to become of a statement without counting it in; null if it is to be counted in. */
    private @Nullable Planned settled(int index, Item item, Statement statement) {
        var key = new IdempotencyKey(statement.source(), statement.id());
        Earlier earlier = item.release() == null ? earlier(key) : null;
        if (earlier != null) {
            boolean same = earlier.contentHash().equals(statement.contentHash());
            if (same || quarantine.wasReleased(item.delivery(), statement)) {
                return new Planned.Duplicate(key);
            }
            StoredFact stands = earlier.fact().get();
            return veil.coversErased(stands)
                    ? new Planned.Duplicate(key)
                    : quarantine.conflict(index, item.delivery(), statement, Quarantine.content(stands));
        }
        List<Problem> problems = statement.fact() instanceof PolicyPublished policy
                ? policyBook.problems(policy)
                : List.of();
        return problems.isEmpty()
                ? null
                : quarantine.uncountable(index, item.delivery(), statement, "unreadable",
                        problems.stream().map(Problem::sentence).toList());
    }

    /** What the ledger, or this round, holds under a key. */
    private record Earlier(String contentHash, Supplier<StoredFact> fact) {}

    private @Nullable Earlier earlier(IdempotencyKey key) {
        StoredFact here = stated.get(key);
        if (here != null) {
            return new Earlier(here.statement().contentHash(), () -> here);
        }
        Known first = known.get(key);
        return first == null
                ? null
                : new Earlier(first.contentHash(), () -> factAt(first.position()));
    }

    /** What moves history or changes the rules sees everything before it durable, and is seen by everything after. */
    private boolean mustBeAlone(Fact fact) {
        return switch (fact) {
            case PolicyPublished _,AccountMerged _,AccountUnmerged _,OpportunityAccountChanged _ -> true;
            case OpportunityCreated created -> isKnown(Anchor.opportunity(created.opportunityId()));
            case RegistrationSubmitted submitted -> isKnown(Anchor.registration(submitted.registrationId()));
            default -> false;
        };
    }

    private void count(int index, Item item, Statement statement) {
        Item.Release release = item.release();
        StoredFact fact = StoredFact.of(statement, Objects.requireNonNullElse(item.earlier(), recordedAt),
                veil.words(statement, "raw", Quarantine.sha256(item.delivery().raw())), item.delivery().via());
        var key = new IdempotencyKey(fact.source(), fact.id());
        boolean newStatement = release == null || !release.conflict();
        if (release != null) {
            plan.file(Quarantine.stream(release.quarantineId()),
                    new FactReleased(release.quarantineId(), veil.name(release.by()),
                            veil.words(release.by(), release.quarantineId(), release.reason()), recordedAt),
                    false, index);
            Known first = known.get(key);
            if (first != null && first.contentHash().equals(statement.contentHash())) {
                planned.put(index, new Planned.Duplicate(key)); // stopped between the fact and its release
                return;
            }
        }
        stated.put(key, fact);
        planned.put(index, new Planned.Counted(key, Receipt.Outcome.ACCEPTED, null));
        switch (statement.fact()) {
            case PartnerFact partner -> plan.file("partner/" + partner.partnerId(),
                    new FactFiled("partner/" + partner.partnerId(), fact), newStatement, index);
            case CompanyFact company -> {
                String stream = companyStream(company);
                plan.file(stream, new FactFiled(stream, fact), newStatement, index);
            }
            case AccountFact account -> countIntoAccount(index, account, fact, release, newStatement);
        }
    }

    private void countIntoAccount(int index, AccountFact fact, StoredFact stored, Item.@Nullable Release release,
            boolean newStatement) {
        // what a person lets in against a statement that the ledger holds takes its place, under the same key
        Function<String, LedgerEvent.OfAccount> arrival = account -> release != null && release.conflict()
                ? new FactPlaced(account, stored, release.position())
                : new FactAccepted(account, stored);
        switch (fact) {
            case AccountMerged merged -> new Moves(store, directory, plan).merge(index, merged, stored, arrival);
            case AccountUnmerged unmerged ->
                new Moves(store, directory, plan).unmerge(index, unmerged, stored, arrival);
            case OpportunityAccountChanged moved when isKnown(moved.anchor()) ->
                new Moves(store, directory, plan).move(index, moved.anchor(), stored, arrival);
            case OpportunityCreated again when isKnown(Anchor.opportunity(again.opportunityId())) ->
                new Moves(store, directory, plan).move(index, Anchor.opportunity(again.opportunityId()), stored,
                        arrival);
            case RegistrationSubmitted again when isKnown(Anchor.registration(again.registrationId())) ->
                new Moves(store, directory, plan).move(index, Anchor.registration(again.registrationId()), stored,
                        arrival);
            default -> {
                Anchor anchor = fact.anchor();
                String account = homeOf(fact);
                if (account == null) {
                    plan.park(anchor, stored, newStatement, index);
                    planned.put(index, new Planned.Counted(new IdempotencyKey(stored.source(), stored.id()),
                            Receipt.Outcome.PARKED, "waits for " + Plan.word(anchor) + " '" + anchor.id()
                                    + "', which no fact has named yet"));
                } else {
                    accept(index, account, fact, stored, arrival.apply(account));
                }
            }
        }
    }

    private void accept(int index, String account, AccountFact fact, StoredFact stored,
            LedgerEvent.OfAccount arrival) {
        Anchor defined = Anchor.definedBy(fact);
        if (defined == null || isKnown(defined)) {
            plan.group(account, index).arrive(account, arrival);
        } else {
            define(index, defined, account, fact, stored);
        }
    }

    /** Takes a fact in that others may wait for, and those that do. */
    private void define(int index, Anchor defined, String account, AccountFact fact, StoredFact stored) {
        List<Waiting> waiting = waitingFor(defined);
        List<Plan.Parked> waitingHere = plan.unpark(defined);
        String home = fact instanceof OpportunityCreated ? movedTo(account, waiting, waitingHere) : account;
        Plan.Group group = plan.group(home, index);
        group.arrive(home, new FactAccepted(home, stored));
        directory.learn(defined, home);
        group.direct(defined, home);
        for (Waiting waits : waiting) {
            group.arrive(home, new FactPlaced(home, waits.fact(), waits.position()));
            definePlaced(index, home, waits.fact());
        }
        for (Plan.Parked parked : waitingHere) {
            planned.put(parked.item(), new Planned.Counted(
                    new IdempotencyKey(parked.fact().source(), parked.fact().id()), Receipt.Outcome.ACCEPTED, null));
            accept(parked.item(), home, (AccountFact) parked.fact().statement().fact(), parked.fact(),
                    new FactAccepted(home, parked.fact()));
        }
    }

    /** A placed fact may in turn be what others wait for. */
    private void definePlaced(int index, String home, StoredFact fact) {
        if (fact.statement().fact() instanceof DisputeOpened opened) {
            Anchor dispute = Anchor.dispute(opened.disputeId());
            if (isKnown(dispute)) {
                return;
            }
            Plan.Group group = plan.group(home, index);
            directory.learn(dispute, home);
            group.direct(dispute, home);
            waitingFor(dispute)
                    .forEach(waits -> group.arrive(home, new FactPlaced(home, waits.fact(), waits.position())));
            for (Plan.Parked parked : plan.unpark(dispute)) {
                planned.put(parked.item(), new Planned.Counted(
                        new IdempotencyKey(parked.fact().source(), parked.fact().id()), Receipt.Outcome.ACCEPTED,
                        null));
                plan.group(home, parked.item()).arrive(home, new FactAccepted(home, parked.fact()));
            }
        }
    }

    /** Where an opportunity is that others had moved before it was known. */
    private String movedTo(String account, List<Waiting> waiting, List<Plan.Parked> waitingHere) {
        var facts = new ArrayList<StoredFact>();
        waiting.forEach(waits -> facts.add(waits.fact()));
        waitingHere.forEach(parked -> facts.add(parked.fact()));
        return facts.stream().filter(fact -> fact.statement().fact() instanceof OpportunityAccountChanged)
                .max(Comparator.comparing(StoredFact::occurredAt).thenComparing(StoredFact::recordedAt))
                .map(fact -> directory
                        .root(((OpportunityAccountChanged) fact.statement().fact()).accountId()))
                .orElse(account);
    }

    private List<Waiting> waitingFor(Anchor anchor) {
        if (!directory.isWaitedFor(anchor)) {
            return List.of();
        }
        var waiting = new ArrayList<Waiting>();
        for (var entry : store.stream(Plan.stream(anchor))) {
            if (entry.event() instanceof FactParked parked) {
                waiting.add(new Waiting(parked.fact(), entry.position()));
            }
        }
        return waiting;
    }

    private @Nullable String homeOf(AccountFact fact) {
        Anchor defined = Anchor.definedBy(fact);
        if (defined != null && isKnown(defined)) {
            return directory.accountOf(defined);
        }
        return directory.accountOf(fact.anchor());
    }

    private boolean isKnown(Anchor anchor) {
        return directory.accountOf(anchor) != null;
    }

    private StoredFact factAt(long position) {
        return switch (store.read(position - 1, 1).getFirst().event()) {
            case FactAccepted accepted -> accepted.fact();
            case FactFiled filed -> filed.fact();
            case FactParked parked -> parked.fact();
            default -> throw new IllegalStateException("no fact was first stated at position " + position);
        };
    }

    private static String companyStream(CompanyFact fact) {
        String kind = fact.kind();
        return fact instanceof PolicyPublished
                ? PolicyBook.STREAM
                : "company/" + kind.substring(0, kind.indexOf('.'));
    }
}
