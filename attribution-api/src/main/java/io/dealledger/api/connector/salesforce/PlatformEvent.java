package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.Speaker;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an org publishes because no record carries it: a commission that was credited, joint work on a deal. An event is
 * known by its fields, and it is one event however often and in whichever spelling it comes.
 */
record PlatformEvent(Org org, String id, Map<String, @Nullable Object> payload,
        Delivery.Reading said) implements Entry.Transition {
    private static final String CONTENT = "content";

    static Part part(Org org, ChangeMessage.OtherEvent event, byte[] raw) {
        Map<String, @Nullable Object> payload = event.payload();
        boolean commission = payload.containsKey(org.field("commission-to"))
                && payload.containsKey(org.field("commission-amount"));
        boolean joint = payload.containsKey(org.field("cosell-partner"))
                && payload.containsKey(org.field("cosell-activity"));
        if (!commission && !joint) {
            return new Part.Unwanted("an event without a change");
        }
        if (event.id() == null) {
            return new Part.Unreadable("event", null, new Problem("/event/id", "absent",
                    "the event's own id, EventUuid where it comes by CometD"), raw);
        }
        try {
            var reader = new Reader(org, event.id(), payload);
            return new Part.Published(event.id(), new PlatformEvent(org, event.id(), payload,
                    commission ? reader.commission() : reader.joint()), raw);
        } catch (UnreadableFieldException e) {
            return new Part.Unreadable("event", event.id(), e.problem(), raw);
        }
    }

    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        String content = said instanceof Delivery.Read(var statement) ? statement.contentHash() : said.toString();
        if (state == null) {
            return new Entry.Result(RecordOutcome.FACTS, List.of(said), List.of(), Map.of(CONTENT, content));
        }
        return content.equals(state.get(CONTENT))
                ? Entry.Result.nothing(RecordOutcome.DUPLICATE)
                : new Entry.Result(RecordOutcome.QUARANTINED, List.of(new Delivery.Unread("unreadable",
                        org.speaker().source(), "event:" + id, null,
                        List.of(new Problem("/payload", CanonicalJson.write(payload),
                                "what the same event said before")))),
                        List.of(), null);
    }

    private record Reader(Org org, String id, Map<String, @Nullable Object> payload) {
        Delivery.Reading commission() {
            String to = FieldValues.id("/" + org.field("commission-to"), payload.get(org.field("commission-to")));
            String type = Objects.requireNonNullElse(text("commission-to-type"), "");
            boolean partner = switch (type.toLowerCase(Locale.ROOT)) {
                case "partner" -> true;
                case "user", "seller", "employee" -> false;
                default -> throw new UnreadableFieldException("/" + org.field("commission-to-type"), type,
                        "Partner, or User for a seller");
            };
            Object amount = payload.get(org.field("commission-amount"));
            String details = Stream.of("commission-period", "commission-line").map(this::text)
                    .filter(Objects::nonNull).collect(Collectors.joining(", "));
            return say(partner ? "partner.reward_paid" : "comp.credited")
                    .with(partner ? "partner_id" : "ae_id", partner ? org.partner(to) : to)
                    .with("amount", amount == null
                            ? null
                            : FieldValues.money("/" + org.field("commission-amount"), amount))
                    .with("currency", text("commission-currency"))
                    .with("note", details.isEmpty() ? null : "credited: " + details).done();
        }

        Delivery.Reading joint() {
            String partner = FieldValues.id("/" + org.field("cosell-partner"),
                    payload.get(org.field("cosell-partner")));
            return say("cosell.activity").with("partner_id", org.partner(partner))
                    .with("activity", Objects.requireNonNullElse(text("cosell-activity"), org.cosellActivity())).done();
        }

        private Speaker.Saying say(String kind) {
            Object created = payload.get("CreatedDate");
            Instant at = FieldValues.time("/CreatedDate", created == null ? "absent" : created, "a date and time");
            Object deal = payload.get(org.field("event-deal"));
            return org.speaker().say("event:" + id, kind, at).with("opportunity_id", deal == null
                    ? null
                    : FieldValues.id("/" + org.field("event-deal"), deal)).with("actor", payload.get("CreatedById"));
        }

        private @Nullable String text(String purpose) {
            return payload.get(org.field(purpose)) instanceof String text && !text.isBlank() ? text : null;
        }
    }
}
