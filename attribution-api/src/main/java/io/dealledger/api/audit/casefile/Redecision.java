package io.dealledger.api.audit.casefile;

import io.dealledger.account.Account;
import io.dealledger.account.AttributionDecided;
import io.dealledger.account.Customers;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.attribution.AccountFacts;
import io.dealledger.attribution.AttributionRules;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides again, from the facts that the ledger held at each moment, and compares with what it says it decided. */
final class Redecision {
    private final Map<String, State> accounts = new HashMap<>();
    private final List<RecordedFact> publications = new ArrayList<>();
    private int decisions;

    /** An account as far as it has been read, with the decisions that follow from its facts; null: to be made. */
    private static final class State {
        private final Account account;
        private @Nullable Map<String, Decision> decided;

        State(String id) {
            account = new Account(id);
        }
    }

    /**
     * Takes the next event in the ledger's order.
     *
     * @throws FaultFoundException if it is a decision that does not follow
     */
    void next(CaseRecord record) {
        if (record.event() instanceof FactFiled(_, var fact)
                && fact.statement().fact() instanceof PolicyPublished) {
            publications.add(new RecordedFact(fact.statement(), fact.recordedAt(), record.position()));
            accounts.values().forEach(state -> state.decided = null);
        }
        String accountId = record.accountId();
        if (accountId == null || !(record.event() instanceof LedgerEvent.OfAccount event)) {
            return;
        }
        State state = accounts.computeIfAbsent(accountId, State::new);
        if (event instanceof AttributionDecided recorded) {
            compare(recorded, decided(state).get(recorded.opportunityId()), record.position());
            decisions++;
        } else {
            state.decided = null;
        }
        state.account.evolve(event, record.position());
    }

    private static void compare(AttributionDecided recorded, @Nullable Decision again, long position) {
        String what = "the decision on " + recorded.opportunityId() + " recorded at position " + position;
        if (again == null) {
            throw new FaultFoundException(what + " is about a deal that the facts do not name");
        }
        String said = CanonicalJson.write(RecordJson.write(recorded.decision()));
        if (!said.equals(CanonicalJson.write(RecordJson.write(again)))) {
            throw new FaultFoundException(what + " (" + RecordJson.word(recorded.decision().tag()) + " under policy "
                    + recorded.decision().policy() + ") does not follow from the facts, which give "
                    + RecordJson.word(again.tag()) + " under policy " + again.policy());
        }
    }

    private Map<String, Decision> decided(State state) {
        Map<String, Decision> known = state.decided;
        if (known == null) {
            known = new HashMap<>();
            for (Decision decision : decide(state.account, policies(publications), null)) {
                known.put(decision.deal().opportunityId(), decision);
            }
            state.decided = known;
        }
        return known;
    }

    /** Every deal of an account. @param whatIf null for the policies that governed */
    static List<Decision> decide(Account account, Policies policies, @Nullable Policy whatIf) {
        Customers.Customer own = Customers.with(account.id(), account.facts());
        return AttributionRules.decide(AccountFacts.of(own.facts(), own.accountIds()), policies, whatIf);
    }

    static Policies policies(List<RecordedFact> publications) {
        return Policies.of(Map.of(), publications);
    }

    /** How many decisions were found to follow. */
    int decisions() {
        return decisions;
    }
}
