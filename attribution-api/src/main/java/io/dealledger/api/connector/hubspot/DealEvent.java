package io.dealledger.api.connector.hubspot;

import io.dealledger.json.RecordJson;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is known to have happened to a deal, whether a webhook, a history or an export tells it.
 *
 * @param at    milliseconds by the vendor's clock
 * @param name  the property, or the company of an association; else {@code -}
 * @param value of the property, null where it was cleared; the label of an association; the deal that it was merged into
 * @param who   who caused it, as the vendor names them
 * @param order place in the property's history, from 1, the oldest first; 0 where no history tells it
 * @param stage what the new stage means, by the catalogue of the time when this became known
 */
record DealEvent(Kind kind, long at, String name, @Nullable String value, @Nullable String who, long order,
        @Nullable Stage stage) {
    enum Kind {
        CREATED,
        /** Undeleted. */
        RESTORED, PROPERTY, ASSOCIATED, DISSOCIATED,
        /** The value of a property, and nobody says since when: counts where nothing better is known. */
        CURRENT,
        /** The same of an association. */
        LINKED, MERGED, DELETED
    }

    enum Stage {
        OPEN, QUALIFIED, WON, LOST
    }

    /** The label of a deal's own company. */
    static final String PRIMARY = "primary";
    /** The label of an association without one. */
    static final String PLAIN = "plain";
    private static final String NONE = "-";

    static final Comparator<DealEvent> IN_ORDER = Comparator.comparingLong(DealEvent::at)
            .thenComparing(DealEvent::kind).thenComparing(DealEvent::name).thenComparingLong(DealEvent::order)
            .thenComparing(event -> String.valueOf(event.value()));

    static DealEvent of(Kind kind, long at, @Nullable String value, @Nullable String who) {
        return new DealEvent(kind, at, NONE, value, who, 0, null);
    }

    static DealEvent property(Kind kind, long at, String name, @Nullable String value, @Nullable String who) {
        return new DealEvent(kind, at, name, value, who, 0, null);
    }

    DealEvent ordered(long place) {
        return new DealEvent(kind, at, name, value, who, place, stage);
    }

    DealEvent meaning(Stage meant) {
        return new DealEvent(kind, at, name, value, who, order, meant);
    }

    DealEvent as(Kind other, long time) {
        return new DealEvent(other, time, name, value, who, order, stage);
    }

    boolean isStage() {
        return name.equals("dealstage") && (kind == Kind.PROPERTY || kind == Kind.CURRENT);
    }

    /** What makes two tellings one event: neither the vendor's event id nor the attempt nor the subscription. */
    boolean isSameAs(DealEvent other) {
        return kind == other.kind && name.equals(other.name) && switch (kind) {
            case CURRENT -> true; // the first one told: a later one may be a change that nobody has told yet
            case LINKED -> String.valueOf(value).equals(String.valueOf(other.value));
            case CREATED, RESTORED, PROPERTY, ASSOCIATED, DISSOCIATED, MERGED, DELETED ->
                at == other.at && String.valueOf(value).equals(String.valueOf(other.value));
        };
    }

    Map<String, @Nullable Object> toJson() {
        return RecordJson.write(this);
    }

    static DealEvent ofJson(Map<?, ?> stored) {
        return RecordJson.readStored(DealEvent.class, stored);
    }
}
