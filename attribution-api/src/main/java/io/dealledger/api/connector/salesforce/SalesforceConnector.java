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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads change events, and records as they stood. Pure: what is known of a record is handed in and out. */
final class SalesforceConnector implements Connector {
    private static final String FILE = "import";

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
        return file ? FILE : "changes";
    }

    /** An org that pushes waits for an answer in its own words. */
    @Override
    public byte @Nullable [] acknowledgement(byte[] message, boolean stored) {
        return OutboundMessage.isXml(message) ? OutboundMessage.answer(stored) : null;
    }

    @Override
    public List<Entry> read(Message message) {
        byte[] body = message.body();
        if (OutboundMessage.isXml(body)) {
            return rows(OutboundMessage.read(org, body, message.receivedAt()), body);
        }
        if (message.label().equals(FILE) && !isJson(body)) {
            return rows(RecordFile.read(org, body, message.receivedAt()), body);
        }
        return json(message);
    }

    private static boolean isJson(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8).strip();
        return text.startsWith("{") || text.startsWith("[");
    }

    private List<Entry> json(Message message) {
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
        if (tree instanceof Map<?, ?> answer && RestAnswer.isAnswer(answer)) {
            return rows(new RestAnswer(message.receivedAt()).read(answer), message.body());
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

    private List<Entry> rows(List<Found> found, byte[] body) {
        var entries = new ArrayList<Entry>();
        var unread = new TreeMap<String, Integer>();
        for (Found each : found) {
            byte[] raw = found.size() == 1 ? body : CanonicalJson.write(each.raw()).getBytes(StandardCharsets.UTF_8);
            switch (each) {
                case Found.Unreadable(var record, var problem, _) -> entries.add(new Entry.Unreadable(
                        record == null ? null : "record", record, List.of(problem), raw));
                case Row row when !org.kept().containsKey(row.entity()) -> entries.addAll(unwanted(row.entity()));
                case Row row -> {
                    entries.add(row(row, raw));
                    new SnapshotReader(org).unread(row)
                            .forEach(field -> unread.merge(row.entity() + "/" + field, 1, Integer::sum));
                }
            }
        }
        unread.forEach((field, records) -> entries.add(new Entry.Unread(Unknown.field("/" + field), records)));
        return entries;
    }

    private Entry row(Row row, byte[] raw) {
        try {
            ChangeReader.Change change = new SnapshotReader(org).read(row);
            return entry(change, change.records().getFirst(), raw);
        } catch (UnreadableFieldException e) {
            return new Entry.Unreadable(row.entity(), row.text("Id"), List.of(e.problem()), raw);
        }
    }

    private Entry entry(ChangeReader.Change change, String record, byte[] raw) {
        return new Entry.Change(new RecordKey(change.entity(), record), raw,
                (state, _) -> apply(change, record, state));
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
        } catch (UnreadableFieldException e) {
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
        change.records().forEach(record -> entries.add(entry(change, record, raw)));
        change.unread().forEach(field -> entries.add(unread(change.entity(), field, change.records().size())));
        return entries;
    }

    private static Entry unread(String entity, String field, int records) {
        return new Entry.Unread(Unknown.field("/" + entity + "/" + field), records);
    }

    private static List<Entry> unwanted(String type) {
        return List.of(new Entry.NoStream(), new Entry.Unread(
                new Unknown(Unknown.Kind.EVENT_TYPE, "/ChangeEventHeader/entityName", type), 1));
    }

    private Entry.Result apply(ChangeReader.Change change, String record,
            @Nullable Map<String, @Nullable Object> state) {
        ChangeEvent event = change.event();
        Changes known = Changes.ofJson(state);
        ChangeEvent same = known.known(event);
        if (same != null) {
            Set<String> kept = org.kept().getOrDefault(change.entity(), Set.of());
            if (!event.says(same, kept)) {
                return conflict(change, record, same);
            }
            if (same.says(event, kept)) {
                return Entry.Result.nothing(RecordOutcome.DUPLICATE);
            }
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

    /** One commit has one content: what was said first stands, and a person is shown the other. */
    private Entry.Result conflict(ChangeReader.Change change, String record, ChangeEvent same) {
        var problem = new Problem("/" + change.entity(), CanonicalJson.write(change.event().fields()),
                "what the same change of " + record + " said before: " + CanonicalJson.write(same.fields()));
        return new Entry.Result(RecordOutcome.QUARANTINED, List.of(new Delivery.Unread("unreadable",
                org.speaker().source(), change.entity() + ":" + record + "/" + change.event().transactionKey() + "/"
                        + change.event().sequence(),
                null, List.of(problem))), List.of(), null);
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
