package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.SameAccount;
import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads change events. Pure: what is known of a record is handed in and out. */
final class SalesforceConnector implements Connector {
    private final Org org;

    SalesforceConnector(Org org) {
        this.org = org;
    }

    @Override
    public String name() {
        return org.speaker().connector();
    }

    @Override
    public String source() {
        return org.speaker().source();
    }

    @Override
    public String label(String feed, boolean file) {
        return "changes";
    }

    @Override
    public List<Entry> read(Message message) {
        Object tree;
        try {
            tree = JsonTree.parse(message.body());
        } catch (UnreadableJsonException e) {
            return List.of(new Entry.Unreadable(null, null,
                    List.of(new Problem("(document)", "not JSON: " + e.getMessage(), "change events as JSON")),
                    message.body()));
        }
        if (tree instanceof Map<?, ?> members && members.get("subscription_lost") instanceof Map<?, ?> lost) {
            return List.of(lost(lost, message.body()));
        }
        List<ChangeMessage.Item> items = ChangeMessage.items(tree);
        var entries = new ArrayList<Entry>();
        for (ChangeMessage.Item item : items) {
            byte[] raw = items.size() == 1
                    ? message.body()
                    : CanonicalJson.write(item.raw()).getBytes(StandardCharsets.UTF_8);
            switch (item) {
                case ChangeMessage.OtherEvent _ -> entries.addAll(unwanted("an event without a change"));
                case ChangeMessage.NoPayload(Problem problem, _) ->
                    entries.add(new Entry.Unreadable(null, null, List.of(problem), raw));
                case ChangeMessage.Payload(var payload, _) -> entries.addAll(entries(payload, raw));
            }
        }
        return entries;
    }

    /** The vendor does not know any more how far was read: what happened since may be missing. */
    private Entry lost(Map<?, ?> lost, byte[] raw) {
        String topic = String.valueOf(lost.get("topic"));
        return new Entry.Change(new RecordKey("subscription", topic), raw, (_, _) -> new Entry.Result(
                RecordOutcome.FACTS,
                List.of(org.speaker().say("subscription:" + topic, "intake.gap_detected",
                        Instant.parse(String.valueOf(lost.get("until"))))
                        .with("feed", org.speaker().source() + topic).with("from", lost.get("since"))
                        .with("to", lost.get("until")).with("reason", "position lost: " + lost.get("reason")).done()),
                List.of(), null));
    }

    private List<Entry> entries(Map<String, @Nullable Object> payload, byte[] raw) {
        ChangeReader.Change change;
        try {
            change = new ChangeReader(org, payload).read();
        } catch (ChangeReader.UnreadableChangeException e) {
            return List.of(new Entry.Unreadable("change", null, List.of(e.problem()), raw));
        }
        if (!org.kept().containsKey(change.entity())) {
            return unwanted(change.entity());
        }
        if (change.namesNoRecord()) {
            return List.of(new Entry.Change(new RecordKey(change.entity(), change.event().transactionKey()), raw,
                    (_, _) -> new Entry.Result(RecordOutcome.FACTS, List.of(gap(change, "any record")), List.of(),
                            null)));
        }
        var entries = new ArrayList<Entry>();
        change.records().forEach(record -> entries.add(new Entry.Change(new RecordKey(change.entity(), record), raw,
                (state, _) -> apply(change, record, state))));
        change.unread().forEach(field -> entries.add(new Entry.Unread(
                Unknown.field("/" + change.entity() + "/" + field), change.records().size())));
        return entries;
    }

    private static List<Entry> unwanted(String type) {
        return List.of(new Entry.NoStream(), new Entry.Unread(
                new Unknown(Unknown.Kind.EVENT_TYPE, "/ChangeEventHeader/entityName", type), 1));
    }

    private Entry.Result apply(ChangeReader.Change change, String record,
            @Nullable Map<String, @Nullable Object> state) {
        ChangeEvent event = change.event();
        Changes known = Changes.ofJson(state);
        if (known.knows(event)) {
            return Entry.Result.nothing(RecordOutcome.DUPLICATE);
        }
        if (change.origin().contains("client=" + org.client())) {
            return Entry.Result.nothing(RecordOutcome.SKIPPED);
        }
        var said = new ArrayList<Delivery.Reading>();
        known.news(event, events -> tell(change.entity(), record, events))
                .forEach(news -> said.add(news.reading(org.speaker())));
        if (event.type().isGap()) {
            said.add(gap(change, record));
        }
        RecordOutcome outcome = !known.isLast(event)
                ? RecordOutcome.STALE
                : said.isEmpty() ? RecordOutcome.NO_FACT : RecordOutcome.FACTS;
        Changes now = known.with(event);
        return new Entry.Result(outcome, said, accounts(change.entity(), record, now.events()), now.toJson());
    }

    private List<Said> tell(String entity, String record, List<ChangeEvent> events) {
        return switch (entity) {
            case "Opportunity" -> OpportunityStory.tell(org, record, events);
            case "Lead" -> LeadStory.tell(org, record, events);
            default -> AccountStory.tell(org, record, events);
        };
    }

    /** The event says that something happened and not what: whatever it touches is incomplete until it is read again. */
    private Delivery.Reading gap(ChangeReader.Change change, String record) {
        ChangeEvent event = change.event();
        return org.speaker()
                .say(change.entity() + ":" + record, event.transactionKey() + "/" + event.sequence(),
                        "intake.gap_detected", event.committedAt())
                .with("feed", org.speaker().source() + "/" + change.entity())
                .with("from", event.committedAt().toString()).with("to", event.committedAt().toString())
                .with("reason", event.type().name() + " of " + record).done();
    }

    private List<SameAccount> accounts(String entity, String record, List<ChangeEvent> events) {
        var last = events.getLast().committedAt();
        return switch (entity) {
            case "Opportunity" -> {
                String account = OpportunityStory.account(events);
                yield account == null
                        ? List.of()
                        : List.of(new SameAccount("opportunity:" + record, name(), org.accounts().ofCrm(account),
                                last));
            }
            case "Lead" -> converted(record, events);
            default -> {
                String domain = AccountStory.domain(org, events);
                String own = org.accounts().ofCrm(record);
                yield domain == null
                        ? List.of()
                        : List.of(new SameAccount("account:" + record, name() + "/id", own, last), new SameAccount(
                                "account:" + record, name() + "/website", org.accounts().key(domain, null, own), last));
            }
        };
    }

    /** The CRM made an account of a registered lead: the claimed customer and that account are one. */
    private List<SameAccount> converted(String record, List<ChangeEvent> events) {
        String account = events.reversed().stream().map(event -> event.text("ConvertedAccountId"))
                .filter(id -> id != null).findFirst().orElse(null);
        return account == null || events.stream().allMatch(event -> event.text(org.field("lead-partner")) == null)
                ? List.of()
                : List.of(
                        new SameAccount("lead:" + record, name() + "/lead", LeadStory.accountKey(org, record, events),
                                events.getLast().committedAt()),
                        new SameAccount("lead:" + record, name() + "/conversion", org.accounts().ofCrm(account),
                                events.getLast().committedAt()));
    }
}
