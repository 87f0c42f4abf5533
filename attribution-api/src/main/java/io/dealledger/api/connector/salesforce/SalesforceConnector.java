package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads change events, and records as they stood. Pure: what is known of a record is handed in and out. */
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
        return file ? PartsReader.FILE : "changes";
    }

    /** An org that pushes waits for an answer in its own words. */
    @Override
    public byte @Nullable [] acknowledgement(byte[] message, boolean stored) {
        return OutboundMessage.isXml(message) ? OutboundMessage.answer(stored) : null;
    }

    @Override
    public List<Entry> read(Message message) {
        return read(List.of(message));
    }

    /** What the stages mean first of all: changes of the same messages may be understood by that only. */
    @Override
    public List<Entry> read(List<Message> messages) {
        var first = new ArrayList<Entry>();
        var entries = new ArrayList<Entry>();
        messages.forEach(message -> PartsReader.read(org, message).forEach(
                part -> (part instanceof Part.Catalogue ? first : entries).addAll(entries(message, part))));
        return Stream.concat(first.stream(), entries.stream()).toList();
    }

    private List<Entry> entries(Message message, Part part) {
        return switch (part) {
            case Part.Changed(var change, var readAgainAt, var raw) -> changed(change, readAgainAt, raw);
            case Part.Catalogue(var rows, var raw) -> List.of(Stages.entry(org, rows, raw));
            case Part.Partners(var opportunity, var roles, var readAt, var raw) ->
                List.of(new PartnerRows(org, opportunity, roles, readAt).entry(raw));
            case Part.Published(var id, var event, var raw) ->
                List.of(new Entry.Change(new RecordKey("event", id), raw, event));
            case Part.Page(var missed, var last, var readAt, var raw) -> last == null
                    ? List.of(said(new RecordKey("missed", missed.change()), missed.closed(readAt), raw))
                    : List.of();
            case Part.Gone(var entity, var record, var readAt, var raw) ->
                List.of(new Entry.Change(new RecordKey(entity, record), raw,
                        new GoneRecord(org, entity, record, readAt)));
            case Part.Lost(var lost, var raw) -> List.of(lost(lost, raw));
            case Part.Unwanted(var type) -> List.of(new Entry.NoStream(), new Entry.Unread(message,
                    new Unknown(Unknown.Kind.EVENT_TYPE, "/ChangeEventHeader/entityName", type), 1));
            case Part.UnreadField(var field, int records) ->
                List.of(new Entry.Unread(message, Unknown.field("/" + field), records));
            case Part.Unreadable(var stream, var record, var problem, var raw) ->
                List.of(new Entry.Unreadable(stream, record, List.of(problem), raw));
        };
    }

    private List<Entry> changed(ChangeReader.Change change, @Nullable Instant readAgainAt, byte[] raw) {
        if (change.namesNoRecord()) {
            Missed missed = Missed.of(org, change.entity(), Missed.ANY, change.event());
            return List.of(said(new RecordKey(change.entity(), change.event().transactionKey()), missed.detected(),
                    raw));
        }
        return change.records().stream().map(record -> (Entry) new Entry.Change(new RecordKey(change.entity(), record),
                List.of(Stages.KEY), raw, new RecordChange(org, change, record, readAgainAt))).toList();
    }

    private static Entry said(RecordKey key, Delivery.Reading reading, byte[] raw) {
        return new Entry.Change(key, raw,
                (_, _) -> new Entry.Result(RecordOutcome.FACTS, List.of(reading), List.of(), null));
    }

    /** The vendor does not know any more how far was read: what happened since may be missing. */
    private Entry lost(Map<?, ?> lost, byte[] raw) {
        String topic = String.valueOf(lost.get("topic"));
        return said(new RecordKey("subscription", topic),
                org.speaker().say("subscription:" + topic, "intake.gap_detected",
                        Instant.parse(String.valueOf(lost.get("until"))))
                        .with("feed", org.speaker().source() + topic).with("from", lost.get("since"))
                        .with("to", lost.get("until")).with("reason", "position lost: " + lost.get("reason")).done(),
                raw);
    }
}
