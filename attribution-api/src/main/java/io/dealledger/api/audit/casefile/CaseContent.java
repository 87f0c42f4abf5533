package io.dealledger.api.audit.casefile;

import io.dealledger.account.Account;
import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.RecordJson;
import io.dealledger.tlog.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a case file says about its case, made from the events in it and nothing else: so whoever has the events can make
 * it again and see that nothing was left out or added.
 */
final class CaseContent {
    /** As the first version wrote it: without pay, label and gaps. */
    static final String FIRST_FORMAT = "dealledger/case-file/v1";
    static final String FORMAT = "dealledger/case-file/v2";

    private final CaseSubject subject;
    private final List<CaseRecord> records;
    private final List<AttributionDecided> decided = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> decisions = new ArrayList<>();
    private final List<RecordedFact> publications = new ArrayList<>();
    private String home = "";

    private CaseContent(CaseSubject subject, List<CaseRecord> records) {
        this.subject = subject;
        this.records = records;
        for (CaseRecord record : records) {
            if (record.event() instanceof AttributionDecided decision
                    && decision.opportunityId().equals(subject.opportunityId())) {
                decided.add(decision);
                decisions.add(decision(record, decision));
                home = decision.accountId();
            }
            if (record.event() instanceof FactFiled(_, var fact)
                    && fact.statement().fact() instanceof PolicyPublished) {
                publications.add(new RecordedFact(fact.statement(), fact.recordedAt(), record.position()));
            }
        }
    }

    /**
     * The case as JSON.
     *
     * @param format  {@link #FORMAT} or one before it
     * @param records in the ledger's order
     * @throws UndecidedException if the events do not decide on the deal
     */
    static Map<String, @Nullable Object> of(String format, CaseSubject subject, List<CaseRecord> records,
            Checkpoint head) {
        return new CaseContent(subject, records).content(format, head);
    }

    private Map<String, @Nullable Object> content(String format, Checkpoint head) {
        if (decided.isEmpty()) {
            throw new UndecidedException(subject.opportunityId());
        }
        Account account = account();
        Policies policies = Redecision.policies(publications);
        Decision inForce = decided.getLast().decision();
        List<CaseRecord> facts = facts();
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("format", format);
        content.put("opportunity_id", subject.opportunityId());
        content.put("dispute_id", subject.disputeId());
        content.put("account_ids", accountIds());
        content.put("ledger", Map.of("origin", head.origin(), "size", head.size(), "root", head.root().base64()));
        content.put("streams", streams());
        content.put("decision_in_force", decisions.getLast());
        content.put("decisions", decisions);
        content.put("facts", facts.stream().map(CaseContent::fact).toList());
        content.put("policies", CasePolicies.of(publications, inForce.policy()));
        content.put("knowledge", CaseHistory.knowledge(facts, decided, subject.opportunityId(),
                CasePolicies.lockDays(policies, inForce)));
        Map<String, @Nullable Object> misses = CaseHistory.nearMisses(inForce, facts, records,
                CasePolicies.lockDays(policies, inForce));
        content.put("near_misses", misses);
        content.put("roles", CaseHistory.roles(facts));
        content.put("money", CaseMoney.of(decided, CasePolicies.reporting(policies, inForce)));
        List<Map<String, @Nullable Object>> readings = CaseMoney.readings(account, policies, inForce, facts);
        content.put("readings", readings);
        if (!format.equals(FIRST_FORMAT)) {
            misses.put("gaps", CaseStakes.gaps(records, facts));
            content.put("pay", CaseStakes.pay(records, subject.opportunityId()));
            content.put("label", CaseStakes.label(records, inForce, readings));
        }
        return content;
    }

    private static Map<String, @Nullable Object> decision(CaseRecord record, AttributionDecided decision) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("position", record.position());
        row.put("recorded_at", record.recordedAt().toString());
        row.put("account_id", decision.accountId());
        row.put("revision", decision.revision());
        row.put("causes", decision.causes());
        row.put("decision", RecordJson.write(decision.decision()));
        return row;
    }

    /** The decision that the events end with; null where they decide nothing. */
    static @Nullable Decision inForce(CaseSubject subject, List<CaseRecord> records) {
        var decided = new CaseContent(subject, records).decided;
        return decided.isEmpty() ? null : decided.getLast().decision();
    }

    /** By business time. */
    static List<CaseRecord> facts(CaseSubject subject, List<CaseRecord> records) {
        return new CaseContent(subject, records).facts();
    }

    private Account account() {
        var account = new Account(home);
        for (CaseRecord record : records) {
            if (home.equals(record.accountId()) && record.event() instanceof LedgerEvent.OfAccount event) {
                account.evolve(event, record.position());
            }
        }
        return account;
    }

    /** The facts of the deal's account, those of merged accounts included, by business time. */
    private List<CaseRecord> facts() {
        return records.stream().filter(record -> home.equals(record.accountId()) && record.fact() != null)
                .sorted(Comparator.comparing(CaseContent::occurredAt).thenComparing(CaseContent::learnedAt)
                        .thenComparing(CaseRecord::factPosition).thenComparing(CaseRecord::position))
                .toList();
    }

    private static Instant occurredAt(CaseRecord record) {
        return factOf(record).occurredAt();
    }

    private static Instant learnedAt(CaseRecord record) {
        return factOf(record).recordedAt();
    }

    static StoredFact factOf(CaseRecord record) {
        StoredFact fact = record.fact();
        if (fact == null) {
            throw new IllegalStateException("position " + record.position() + " brings no fact");
        }
        return fact;
    }

    private static Map<String, @Nullable Object> fact(CaseRecord record) {
        var row = new LinkedHashMap<String, @Nullable Object>(RecordJson.write(factOf(record)));
        row.put("position", record.factPosition());
        row.put("arrived_at", record.position());
        row.put("followed_from", record.event() instanceof FactFollowed followed ? followed.from() : null);
        return row;
    }

    /** How much of each stream is here: its last events cannot be left out in silence. */
    private List<Map<String, @Nullable Object>> streams() {
        var rows = new TreeMap<String, Map<String, @Nullable Object>>();
        records.stream().filter(record -> record.isOfWholeStream())
                .forEach(record -> rows.put(record.stream(), Map.of("stream", record.stream(), "events",
                        record.sequence() + 1, "last_position", record.position())));
        return List.copyOf(rows.values());
    }

    private List<String> accountIds() {
        var ids = new TreeSet<String>();
        for (CaseRecord record : records) {
            String id = record.accountId();
            if (id != null) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }
}
