package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The partners that an opportunity lists, all of them, as they were read. Salesforce publishes no change of the list: what
 * differs from what was read before happened at some time before.
 */
record PartnerRows(Org org, String opportunity, Map<String, String> roles, Instant readAt) implements Entry.Transition {
    static final String OBJECT = "OpportunityPartner";
    private static final String PARTNERS = "partners";

    Entry entry(byte[] raw) {
        return new Entry.Change(new RecordKey(OBJECT, opportunity), List.of(new RecordKey("Opportunity", opportunity)),
                raw, this);
    }

    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        String own = OpportunityStory.account(Changes.ofJson(other.apply(new RecordKey("Opportunity", opportunity)))
                .events());
        Map<?, ?> before = state == null ? Map.of() : (Map<?, ?>) Objects.requireNonNull(state.get(PARTNERS));
        var now = new TreeMap<String, @Nullable Object>();
        roles.forEach((account, role) -> {
            if (!account.equals(own)) { // the other row of the pair points back at the customer
                now.put(account, role);
            }
        });
        var said = new ArrayList<Delivery.Reading>();
        before.keySet().stream().map(String::valueOf).filter(account -> !now.containsKey(account)).sorted()
                .forEach(account -> said.add(say("opportunity.partner_untagged", account, null)));
        now.forEach((account, role) -> {
            if (!Objects.equals(before.get(account), role)) {
                said.add(say("opportunity.partner_tagged", account, String.valueOf(role)));
            }
        });
        return said.isEmpty()
                ? Entry.Result.nothing(RecordOutcome.DUPLICATE)
                : new Entry.Result(RecordOutcome.FACTS, said, List.of(), Map.of(PARTNERS, now));
    }

    private Delivery.Reading say(String kind, String account, @Nullable String role) {
        return org.speaker().say(OBJECT + ":" + opportunity, readAt.toString(), kind, readAt)
                .with("opportunity_id", opportunity).with("partner_id", org.partner(account))
                .with("role", role == null || role.isEmpty() ? null : role)
                .with("note", "inferred from the partners that the CRM listed then").done();
    }
}
