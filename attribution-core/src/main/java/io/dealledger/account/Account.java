package io.dealledger.account;

import io.dealledger.attribution.AccountFacts;
import io.dealledger.attribution.AttributionRules;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.fact.RecordedFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer account as its events made it. Owned by one aggregate and not shared; {@link #decide} only reads,
 * {@link #evolve} is the only change and takes every event ever stored.
 */
public final class Account {
    /** Where facts not yet durable stand in the ledger's order: after everything that is. */
    private static final long PENDING = Long.MAX_VALUE / 2;

    private final String id;
    private final Map<Key, RecordedFact> facts = new LinkedHashMap<>();
    private final Map<String, AttributionDecided> decided = new HashMap<>();
    private long pending = PENDING;

    public Account(String id) {
        this.id = id;
    }

    private record Key(String source, String id) {
        static Key of(StoredFact fact) {
            return new Key(fact.source(), fact.id());
        }
    }

    public String id() {
        return id;
    }

    /** The facts of this account, those that came over included. */
    public Collection<RecordedFact> facts() {
        return List.copyOf(facts.values());
    }

    /** The latest decision of each opportunity, as decided in this account. */
    public Collection<AttributionDecided> decisions() {
        return List.copyOf(decided.values());
    }

    /**
     * The events that new facts bring: the facts that the account does not have yet, and every decision that they
     * change.
     *
     * @param arrivals events that carry the facts, in the order of the ledger
     * @param adopted  latest decisions, in their former account, of opportunities that come over
     * @param at       recorded_at of the arrivals
     * @param cause    why decisions are looked at where no fact arrives, e.g. a policy version; else null
     */
    public List<LedgerEvent.OfAccount> decide(List<LedgerEvent.OfAccount> arrivals,
            Collection<AttributionDecided> adopted, Policies policies, Instant at, @Nullable String cause) {
        var events = new ArrayList<LedgerEvent.OfAccount>();
        var after = new LinkedHashMap<>(facts);
        var causes = new ArrayList<String>();
        long next = pending;
        for (LedgerEvent.OfAccount arrival : arrivals) {
            StoredFact fact = factOf(arrival);
            RecordedFact known = fact == null ? null : after.get(Key.of(fact));
            if (fact != null && (known == null || !known.statement().data().equals(fact.data()))) {
                after.put(Key.of(fact), record(fact, arrival, next++));
                events.add(arrival);
                causes.add(fact.source() + "/" + fact.id());
            }
        }
        if (cause != null) {
            causes.add(cause);
        }
        var before = new HashMap<>(decided);
        adopted.forEach(decision -> before.put(decision.opportunityId(), decision));
        Customers.Customer own = Customers.with(id, after.values());
        for (Decision decision : AttributionRules.decide(AccountFacts.of(own.facts(), own.accountIds()), policies,
                null)) {
            AttributionDecided last = before.get(decision.deal().opportunityId());
            if (last == null || !last.accountId().equals(id) || !last.decision().equals(decision)) {
                events.add(new AttributionDecided(id, decision.deal().opportunityId(),
                        last == null ? 1 : last.revision() + 1, at, causes, decision));
            }
        }
        return List.copyOf(events);
    }

    /** @param position of the event in the ledger; null while it is not durable */
    public void evolve(LedgerEvent.OfAccount event, @Nullable Long position) {
        if (event instanceof AttributionDecided decision) {
            decided.put(decision.opportunityId(), decision);
            return;
        }
        StoredFact fact = factOf(event);
        if (fact != null) {
            facts.put(Key.of(fact), record(fact, event, position != null ? position : pending++));
        }
    }

    private static @Nullable StoredFact factOf(LedgerEvent.OfAccount event) {
        return switch (event) {
            case FactAccepted accepted -> accepted.fact();
            case FactPlaced placed -> placed.fact();
            case FactFollowed followed -> followed.fact();
            case AttributionDecided _ -> null;
        };
    }

    private static RecordedFact record(StoredFact fact, LedgerEvent.OfAccount event, long position) {
        long sequence = switch (event) {
            case FactPlaced placed -> placed.parkedPosition();
            case FactFollowed followed when followed.originalPosition() != null -> followed.originalPosition();
            case FactFollowed _,FactAccepted _,AttributionDecided _ -> position;
        };
        return new RecordedFact(fact.statement(), fact.recordedAt(), sequence);
    }
}
