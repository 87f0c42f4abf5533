package io.dealledger.attribution;

import io.dealledger.account.Customers;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells facts the way the tests read: kind, when, members; recorded when it occurred unless said otherwise. */
public final class History {
    private final List<RecordedFact> facts = new ArrayList<>();
    private final String source;

    public History() {
        this("test");
    }

    History(String source) {
        this.source = source;
    }

    /** @param members name, value, name, value … */
    public History tell(String kind, String occurredAt, Object... members) {
        return tellLate(kind, occurredAt, occurredAt, members);
    }

    public History tellLate(String kind, String occurredAt, String recordedAt, Object... members) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < members.length; i += 2) {
            data.put((String) members[i], members[i + 1]);
        }
        int sequence = facts.size() + 1;
        var statement = switch (FactReader.read(kind, data)) {
            case FactReader.Readable(var fact) -> new Statement(source, "f" + sequence, instant(occurredAt), null, fact,
                    data);
            case FactReader.Unreadable(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
        facts.add(new RecordedFact(statement, instant(recordedAt), sequence));
        return this;
    }

    /** A registration submitted and approved the next day. */
    public History registered(String registration, String partner, String submittedAt) {
        String approvedAt = instant(submittedAt).plusSeconds(86_400).toString();
        return tell("registration.submitted", submittedAt, "registration_id", registration, "partner_id", partner,
                "account_id", "A1").tell("registration.approved", approvedAt, "registration_id", registration,
                        "approved_by", "ops");
    }

    public History created(String opportunity, String at) {
        return tell("opportunity.created", at, "opportunity_id", opportunity, "account_id", "A1", "deal_type",
                "new_logo");
    }

    public History won(String opportunity, String at) {
        return tell("opportunity.closed_won", at, "opportunity_id", opportunity, "amount", "1000.00", "currency",
                "USD");
    }

    public List<RecordedFact> facts() {
        return List.copyOf(facts);
    }

    public Decision decide(String opportunity) {
        return decide(opportunity, Policy.STANDARD);
    }

    public Decision decide(String opportunity, Policy policy) {
        return decideAll(facts, policy).stream()
                .filter(decision -> decision.deal().opportunityId().equals(opportunity)).findFirst().orElseThrow();
    }

    /** Every decision under one policy, by the order of the customers. */
    public static List<Decision> decideAll(List<RecordedFact> facts, Policy policy) {
        var decisions = new ArrayList<Decision>();
        for (Customers.Customer customer : Customers.of(facts)) {
            decisions.addAll(AttributionRules.decide(AccountFacts.of(customer.facts(), customer.accountIds()),
                    Policies.STANDARD, policy));
        }
        return decisions;
    }

    /** A policy that differs from the standard one. */
    public static Policy policy(Map<String, @Nullable Object> rules) {
        return PolicyReader.readOrThrow("other", rules);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.length() == 10 ? text + "T12:00:00Z" : text).toInstant();
    }
}
