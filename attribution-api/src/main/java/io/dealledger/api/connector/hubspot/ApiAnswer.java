package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what the CRM API answers: deals with the history of their properties, their companies, and companies themselves. */
final class ApiAnswer {
    private final Portal portal;
    private final long receivedAt;

    ApiAnswer(Portal portal, Instant receivedAt) {
        this.portal = portal;
        this.receivedAt = receivedAt.toEpochMilli();
    }

    /** @param deal of an answer that lists a deal's companies; null where the answer is another one */
    List<Told> read(Map<?, ?> answer, @Nullable String deal, boolean companies) {
        if (!(answer.get("results") instanceof List<?> results)) {
            return List.of(object(answer, companies));
        }
        if (deal != null) {
            return List.of(associations(deal, results, answer));
        }
        return results.stream().map(each -> each instanceof Map<?, ?> object
                ? object(object, companies)
                : unreadable(null, "results", each, "objects")).toList();
    }

    private Told object(Map<?, ?> object, boolean company) {
        if (!(object.get("properties") instanceof Map<?, ?> properties) || !(object.get("id") instanceof String id)) {
            return unreadable(null, "id", object.get("id"), "an object of the CRM with id and properties");
        }
        try {
            return company ? company(id, properties, object) : new Told.OfDeal(id, deal(properties, object), object);
        } catch (DateTimeParseException e) {
            return unreadable(id, "createdAt", e.getParsedString(), "a time such as 2026-03-10T14:00:05.120Z");
        } catch (IllegalArgumentException e) {
            return unreadable(id, "amount", properties.get("amount"), "an amount such as 1500.50");
        }
    }

    private Told company(String id, Map<?, ?> properties, Map<?, ?> object) {
        var values = new HashMap<String, String>();
        for (String name : List.of("name", "domain")) {
            if (properties.get(name) instanceof String value && !value.isBlank()) {
                values.put(name, value);
            }
        }
        return new Told.OfCompany(id, time(object, "updatedAt", receivedAt), values, object);
    }

    private List<DealEvent> deal(Map<?, ?> properties, Map<?, ?> object) {
        var events = new ArrayList<DealEvent>();
        long created = properties.get("createdate") instanceof String text
                ? Instant.parse(text).toEpochMilli()
                : time(object, "createdAt", receivedAt);
        events.add(DealEvent.of(Kind.CREATED, created, null, null));
        if (Boolean.TRUE.equals(object.get("archived"))) {
            events.add(DealEvent.of(Kind.DELETED, time(object, "archivedAt", receivedAt), null, null));
        }
        Map<?, ?> histories = object.get("propertiesWithHistory") instanceof Map<?, ?> given ? given : Map.of();
        histories.forEach((name, history) -> events.addAll(history(String.valueOf(name), history)));
        properties.forEach((name, value) -> {
            if (name instanceof String property && portal.reads(property) && !histories.containsKey(property)
                    && value instanceof String text && !text.isBlank()) {
                events.add(DealEvent.property(Kind.CURRENT, created, property, Values.of(portal, property, text),
                        null));
            }
        });
        events.addAll(companies(object));
        return events;
    }

    /** The newest entry comes first, as far as is known: entries of one time keep that order. */
    private List<DealEvent> history(String property, @Nullable Object history) {
        if (!portal.reads(property) || !(history instanceof List<?> entries)) {
            return List.of();
        }
        List<DealEvent> events = entries.reversed().stream().filter(Map.class::isInstance).map(Map.class::cast)
                .map(entry -> DealEvent.property(Kind.PROPERTY,
                        Instant.parse(String.valueOf(entry.get("timestamp"))).toEpochMilli(), property,
                        Values.of(portal, property, entry.get("value") instanceof String text ? text : null),
                        Values.who(entry.get("sourceId"))))
                .sorted(Comparator.comparingLong(DealEvent::at)).toList();
        var ordered = new ArrayList<DealEvent>();
        events.forEach(event -> ordered.add(event.ordered(ordered.size() + 1L)));
        return ordered;
    }

    private List<DealEvent> companies(Map<?, ?> object) {
        if (!(object.get("associations") instanceof Map<?, ?> associations)
                || !(associations.get("companies") instanceof Map<?, ?> companies)
                || !(companies.get("results") instanceof List<?> results)) {
            return List.of();
        }
        return results.stream().filter(Map.class::isInstance).map(Map.class::cast)
                .map(link -> linked(String.valueOf(link.get("id")), "deal_to_company".equals(link.get("type"))
                        ? DealEvent.PRIMARY
                        : DealEvent.PLAIN))
                .toList();
    }

    private Told associations(String deal, List<?> results, Map<?, ?> answer) {
        var events = new ArrayList<DealEvent>();
        for (Object each : results) {
            if (!(each instanceof Map<?, ?> link) || !(link.get("associationTypes") instanceof List<?> types)) {
                return unreadable(deal, "results", each, "companies with associationTypes");
            }
            String company = link.get("toObjectId") instanceof BigDecimal number
                    ? number.toPlainString()
                    : String.valueOf(link.get("toObjectId"));
            for (Object type : types) {
                events.add(linked(company, type instanceof Map<?, ?> label ? label(label) : DealEvent.PLAIN));
            }
        }
        return new Told.OfDeal(deal, events, answer);
    }

    /** By the label's name where the settings name it so, else by its id. */
    private String label(Map<?, ?> type) {
        if ("Primary".equals(type.get("label"))) {
            return DealEvent.PRIMARY;
        }
        if (!"USER_DEFINED".equals(type.get("category"))) {
            return DealEvent.PLAIN;
        }
        return type.get("label") instanceof String name && portal.partnerLabels().contains(name)
                ? name
                : type.get("typeId") instanceof BigDecimal id ? id.toPlainString() : DealEvent.PLAIN;
    }

    private DealEvent linked(String company, String label) {
        return DealEvent.property(Kind.LINKED, receivedAt, company, label, null);
    }

    private static long time(Map<?, ?> object, String member, long otherwise) {
        return object.get(member) instanceof String text ? Instant.parse(text).toEpochMilli() : otherwise;
    }

    private static Told unreadable(@Nullable String record, String member, @Nullable Object value, String accepted) {
        return new Told.Unreadable(record, new Problem(member, CanonicalJson.write(value), accepted),
                Objects.requireNonNullElse(value, member));
    }
}
