package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Message;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Takes a message apart, whichever of the vendor's spellings it has. */
final class PartsReader {
    /** Label of files. */
    static final String FILE = "import";

    private final Org org;
    private final Message message;
    private final List<Part> parts = new ArrayList<>();

    private PartsReader(Org org, Message message) {
        this.org = org;
        this.message = message;
    }

    static List<Part> read(Org org, Message message) {
        var reader = new PartsReader(org, message);
        reader.read();
        return reader.parts;
    }

    private void read() {
        byte[] body = message.body();
        if (message.label().startsWith(SalesforceLookup.GONE)) {
            String[] about = message.label().substring(SalesforceLookup.GONE.length()).split("/", 2);
            parts.add(new Part.Gone(about[0], about[1], message.receivedAt(), body));
        } else if (OutboundMessage.isXml(body)) {
            rows(OutboundMessage.read(org, body, message.receivedAt()));
        } else if (message.label().equals(FILE) && !isJson(body)) {
            rows(RecordFile.read(org, body, message.receivedAt()));
        } else {
            json();
        }
    }

    private static boolean isJson(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8).strip();
        return text.startsWith("{") || text.startsWith("[");
    }

    private void json() {
        Object tree;
        try {
            tree = JsonTree.parse(message.body());
        } catch (UnreadableJsonException e) {
            parts.add(new Part.Unreadable(null, null, new Problem("(document)", "not JSON: " + e.getMessage(),
                    "change events as JSON"), message.body()));
            return;
        }
        if (tree instanceof Map<?, ?> members && members.get("subscription_lost") instanceof Map<?, ?> lost) {
            parts.add(new Part.Lost(lost, message.body()));
        } else if (tree instanceof Map<?, ?> answer && RestAnswer.isAnswer(answer)) {
            List<Found> found = new RestAnswer(message.receivedAt()).read(answer);
            rows(found);
            if (message.label().startsWith(Missed.LABEL)) {
                boolean more = found.size() >= SalesforceLookup.AT_ONCE && found.getLast() instanceof Row;
                parts.add(new Part.Page(Missed.ofLabel(org, message.label()),
                        more ? ((Row) found.getLast()).text("Id") : null, message.receivedAt(), message.body()));
            }
        } else {
            items(ChangeMessage.items(tree));
        }
    }

    private void items(List<ChangeMessage.Item> items) {
        for (ChangeMessage.Item item : items) {
            byte[] raw = items.size() == 1 ? message.body() : bytes(item.raw());
            switch (item) {
                case ChangeMessage.OtherEvent other -> parts.add(PlatformEvent.part(org, other, raw));
                case ChangeMessage.NoPayload(Problem problem, _) ->
                    parts.add(new Part.Unreadable(null, null, problem, raw));
                case ChangeMessage.Payload(var payload, _) -> {
                    try {
                        change(new ChangeReader(org, payload).read(), raw);
                    } catch (UnreadableFieldException e) {
                        parts.add(new Part.Unreadable("change", null, e.problem(), raw));
                    }
                }
            }
        }
    }

    private void change(ChangeReader.Change change, byte[] raw) {
        if (!org.kept().containsKey(change.entity())) {
            parts.add(new Part.Unwanted(change.entity()));
            return;
        }
        parts.add(new Part.Changed(change, null, raw));
        change.unread().forEach(field -> parts.add(new Part.UnreadField(change.entity() + "/" + field,
                change.records().size())));
    }

    private void rows(List<Found> found) {
        var unread = new TreeMap<String, Integer>();
        var stages = new ArrayList<Row>();
        var partners = new LinkedHashMap<String, Map<String, String>>();
        if (message.label().startsWith(SalesforceLookup.PARTNERS)) {
            partners.put(message.label().substring(SalesforceLookup.PARTNERS.length()), new TreeMap<>());
        }
        for (Found each : found) {
            byte[] raw = found.size() == 1 ? message.body() : bytes(each.raw());
            switch (each) {
                case Found.Unreadable(var record, var problem, _) -> parts.add(new Part.Unreadable(
                        record == null ? null : "record", record, problem, raw));
                case Row row when row.entity().equals(Stages.OBJECT) -> stages.add(row);
                case Row row when row.entity().equals(PartnerRows.OBJECT) -> partner(row, partners, raw);
                case Row row when !org.kept().containsKey(row.entity()) -> parts.add(new Part.Unwanted(row.entity()));
                case Row row -> {
                    row(row, raw);
                    new SnapshotReader(org).unread(row)
                            .forEach(field -> unread.merge(row.entity() + "/" + field, 1, Integer::sum));
                }
            }
        }
        if (!stages.isEmpty()) {
            parts.add(new Part.Catalogue(stages, message.body()));
        }
        partners.forEach((opportunity, roles) -> parts.add(new Part.Partners(opportunity, roles, message.receivedAt(),
                message.body())));
        unread.forEach((field, records) -> parts.add(new Part.UnreadField(field, records)));
    }

    private void row(Row row, byte[] raw) {
        try {
            parts.add(new Part.Changed(new SnapshotReader(org).read(row), row.readAgain() ? row.seenAt() : null, raw));
        } catch (UnreadableFieldException e) {
            parts.add(new Part.Unreadable(row.entity(), row.text("Id"), e.problem(), raw));
        }
    }

    private void partner(Row row, Map<String, Map<String, String>> partners, byte[] raw) {
        try {
            partners.computeIfAbsent(FieldValues.id("/OpportunityId", row.values().get("OpportunityId")),
                    _ -> new TreeMap<>()).put(FieldValues.id("/AccountToId", row.values().get("AccountToId")),
                            Objects.requireNonNullElse(row.text("Role"), ""));
        } catch (UnreadableFieldException e) {
            parts.add(new Part.Unreadable(row.entity(), row.text("Id"), e.problem(), raw));
        }
    }

    private static byte[] bytes(Object raw) {
        return CanonicalJson.write(raw).getBytes(StandardCharsets.UTF_8);
    }
}
