package io.dealledger.api.bench;

import io.dealledger.account.Account;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.bench.Company.Said;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStore.NewKey;
import io.dealledger.attribution.Policies;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/** Turns what a company says into the events that intake would append, decided by the real rules, without a database. */
final class Books {
    private final Company company;
    private final Map<String, Entry> accounts = new HashMap<>();

    private static final class Entry {
        private final Account account;
        private long next;

        Entry(String id) {
            account = new Account(id);
        }
    }

    Books(Company company) {
        this.company = company;
    }

    /** The facts of the next deals with the decisions on them, one unit for each step. */
    List<Unit> nextDeals() {
        if (company.turnsToNewAccounts()) {
            accounts.clear();
        }
        return company.nextDeals().stream().map(step -> unit(step, Instant.now())).toList();
    }

    /** Of an account nothing more will be said. */
    void forget(String account) {
        accounts.remove(account);
    }

    /** What a list of facts comes to that the ledger hears of at one moment. */
    Unit unit(List<Said> step, Instant heard) {
        Instant now = heard.truncatedTo(ChronoUnit.MICROS);
        var messages = new ArrayList<DomainEventMessage<?>>();
        var keys = new ArrayList<NewKey>();
        for (Said said : step) {
            Entry entry = accounts.computeIfAbsent(said.account(), Entry::new);
            var fact = StoredFact.of(said.statement(), now, CanonicalJson.sha256(said.statement().id()), "http");
            for (LedgerEvent.OfAccount event : entry.account.decide(List.of(new FactAccepted(said.account(), fact)),
                    List.of(), Policies.STANDARD, now, null)) {
                entry.account.evolve(event, null);
                NewKey key = NewKey.of(event, messages.size());
                if (key != null) {
                    keys.add(key);
                }
                messages.add(new GenericDomainEventMessage<>("account", "account/" + said.account(), entry.next++,
                        event, MetaData.with(LedgerMetaData.RECORDED_AT, now), UUID.randomUUID().toString(), now));
            }
        }
        return new Unit(messages, keys);
    }
}
