package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one event of a webhook, classic or generic: {@code deal.creation} and {@code object.creation} of a deal are one. */
final class Webhook {
    private static final String DEAL = "0-3";
    private static final String COMPANY = "0-2";
    private static final Map<String, String> TYPES = Map.of("deal", DEAL, "company", COMPANY);
    /** Of which the facts know a new value only. */
    private static final Set<String> NEVER_EMPTY = Set.of("amount", "deal_currency_code", "dealstage", "dealtype",
            "hubspot_owner_id");
    private static final BigDecimal PRIMARY_TYPE = new BigDecimal(5);

    private final Portal portal;
    private final Map<?, ?> event;

    private Webhook(Portal portal, Map<?, ?> event) {
        this.portal = portal;
        this.event = event;
    }

    static List<Told> read(Portal portal, @Nullable Object element) {
        if (!(element instanceof Map<?, ?> event)) {
            return List.of(new Told.Unreadable(null, new Problem("(event)", CanonicalJson.write(element),
                    "an object with subscriptionType and occurredAt"), String.valueOf(element)));
        }
        try {
            return new Webhook(portal, event).read();
        } catch (UnreadableEventException e) {
            return List.of(new Told.Unreadable(event.get("objectId") instanceof BigDecimal id
                    ? id.toPlainString()
                    : null, e.problem(), event));
        }
    }

    private List<Told> read() {
        if (portal.id() != null && !portal.id().equals(number("portalId"))) {
            throw new UnreadableEventException(problem("portalId", "the account " + portal.id()
                    + ", which ledger.connectors." + portal.speaker().connector() + ".account names"));
        }
        String type = type();
        String object = type.substring(0, Math.max(0, type.indexOf('.')));
        String what = type.substring(type.indexOf('.') + 1);
        String kindOfObject = object.equals("object") ? text("objectTypeId") : TYPES.get(object);
        if (isOurs()) {
            return List.of(new Told.Nothing(null));
        }
        if (what.equals("associationChange")) {
            return List.of(association());
        }
        if (COMPANY.equals(kindOfObject) && what.equals("propertyChange")) {
            return List.of(company());
        }
        return DEAL.equals(kindOfObject) ? deal(what) : List.of(unknownType());
    }

    /** The echo of what the vendor's app that calls us has written itself. */
    private boolean isOurs() {
        return event.get("appId") instanceof BigDecimal app && app.toPlainString().equals(text("sourceId"));
    }

    private List<Told> deal(String what) {
        return switch (what) {
            case "creation" -> List.of(ofDeal(DealEvent.of(Kind.CREATED, at(), null, who())));
            case "deletion" -> List.of(ofDeal(DealEvent.of(Kind.DELETED, at(), null, who())));
            case "restore" -> List.of(ofDeal(DealEvent.of(Kind.RESTORED, at(), null, who())));
            case "merge" -> merge();
            case "propertyChange" -> property();
            default -> List.of(unknownType());
        };
    }

    /** That a value was cleared, where no fact can say so, is kept in what is known of the deal, and counted. */
    private List<Told> property() {
        String name = Objects.requireNonNullElse(text("propertyName"), "");
        if (Boolean.TRUE.equals(event.get("isSensitive"))) {
            return List.of(new Told.Nothing(null));
        }
        if (!portal.reads(name)) {
            return List.of(unknownProperty("deal", name));
        }
        String value = text("propertyValue");
        try {
            DealEvent told = DealEvent.property(Kind.PROPERTY, at(), name, Values.of(portal, name, value), who());
            return told.value() == null && NEVER_EMPTY.contains(name)
                    ? List.of(ofDeal(told), new Told.Column(new Unknown(Unknown.Kind.WORD, "/deal/" + name,
                            "(cleared)"), 1))
                    : List.of(ofDeal(told));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(problem("propertyValue", "an amount such as 1500.50"));
        }
    }

    /** Whatever the merged deals become: themselves they are no deals any more. */
    private List<Told> merge() {
        String into = event.get("newObjectId") == null ? number("primaryObjectId") : number("newObjectId");
        List<?> losers = event.get("mergedObjectIds") instanceof List<?> ids ? ids : List.of();
        return Stream.concat(losers.stream().map(id -> id instanceof BigDecimal loser ? loser.toPlainString() : "?"),
                Stream.of(number("primaryObjectId"))).distinct().filter(id -> !id.equals(into))
                .map(id -> (Told) new Told.OfDeal(id, List.of(DealEvent.of(Kind.MERGED, at(), into, who())), event))
                .toList();
    }

    private Told company() {
        String name = Objects.requireNonNullElse(text("propertyName"), "");
        String value = text("propertyValue");
        if (!Set.of("name", "domain").contains(name)) {
            return unknownProperty("company", name);
        }
        return value == null
                ? new Told.Nothing(null)
                : new Told.OfCompany(number("objectId"), at(), Map.of(name, value), event);
    }

    private Told association() {
        String classic = text("associationType");
        boolean fromDeal = "DEAL_TO_COMPANY".equals(classic)
                || (DEAL.equals(text("fromObjectTypeId")) && COMPANY.equals(text("toObjectTypeId")));
        boolean toDeal = "COMPANY_TO_DEAL".equals(classic)
                || (COMPANY.equals(text("fromObjectTypeId")) && DEAL.equals(text("toObjectTypeId")));
        if (!fromDeal && !toDeal) {
            return unknownType();
        }
        boolean removed = Boolean.TRUE.equals(event.get("associationRemoved"));
        String deal = number(fromDeal ? "fromObjectId" : "toObjectId");
        String company = number(fromDeal ? "toObjectId" : "fromObjectId");
        return new Told.OfDeal(deal, List.of(DealEvent.property(removed ? Kind.DISSOCIATED : Kind.ASSOCIATED, at(),
                company, label(), who())), event);
    }

    /** Only the account's own labels mean anything; the vendor's are for primary or for none. */
    private String label() {
        if (Boolean.TRUE.equals(event.get("isPrimaryAssociation"))
                || (event.get("associationTypeId") instanceof BigDecimal type && type.compareTo(PRIMARY_TYPE) == 0)) {
            return DealEvent.PRIMARY;
        }
        return "USER_DEFINED".equals(text("associationCategory")) ? number("associationTypeId") : DealEvent.PLAIN;
    }

    /** With the type of the object, where the type of the event names none. */
    private Told unknownType() {
        String of = Objects.requireNonNullElse(text("associationType"),
                Objects.requireNonNullElse(text("objectTypeId"), ""));
        return new Told.Nothing(new Unknown(Unknown.Kind.EVENT_TYPE, "/subscriptionType",
                (type() + " " + of).strip()));
    }

    private static Told unknownProperty(String object, String name) {
        return new Told.Nothing(Unknown.field("/" + object + "/" + name));
    }

    private String type() {
        return Objects.requireNonNullElse(text("subscriptionType"), String.valueOf(text("eventType")));
    }

    private Told ofDeal(DealEvent told) {
        return new Told.OfDeal(number("objectId"), List.of(told), event);
    }

    private long at() {
        try {
            return event.get("occurredAt") instanceof BigDecimal millis ? millis.longValueExact() : missing();
        } catch (ArithmeticException e) {
            return missing();
        }
    }

    private long missing() {
        throw new UnreadableEventException(problem("occurredAt", "milliseconds since 1970"));
    }

    private @Nullable String who() {
        return Values.who(event.get("sourceId"));
    }

    private String number(String member) {
        if (event.get(member) instanceof BigDecimal number && number.signum() > 0
                && number.stripTrailingZeros().scale() <= 0) {
            return number.toPlainString();
        }
        throw new UnreadableEventException(problem(member, "an id, a whole number"));
    }

    private @Nullable String text(String member) {
        return event.get(member) instanceof String text ? text : null;
    }

    private Problem problem(String member, String accepted) {
        return new Problem(member, event.containsKey(member) ? CanonicalJson.write(event.get(member)) : "absent",
                accepted);
    }

    private static final class UnreadableEventException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        UnreadableEventException(Problem problem) {
            super(problem.sentence());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
