package io.dealledger.api.connector.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that is known to have happened to one deal, in the order in which it happened. */
record DealEvents(List<DealEvent> events) {
    static DealEvents ofJson(@Nullable Map<String, @Nullable Object> state) {
        List<?> stored = state == null ? List.of() : (List<?>) Objects.requireNonNull(state.get("events"));
        return new DealEvents(stored.stream().map(event -> DealEvent.ofJson((Map<?, ?>) event)).toList());
    }

    Map<String, @Nullable Object> toJson() {
        return Map.of("events", events.stream().map(DealEvent::toJson).toList());
    }

    /** These as well; what a history confirms takes its place there. */
    DealEvents with(List<DealEvent> more) {
        var all = new ArrayList<>(events);
        for (DealEvent event : more) {
            DealEvent known = all.stream().filter(event::isSameAs).findFirst().orElse(null);
            if (known == null) {
                all.add(event);
            } else if (known.order() == 0 && event.order() > 0) {
                all.set(all.indexOf(known), known.ordered(event.order()));
            }
        }
        all.sort(DealEvent.IN_ORDER);
        return new DealEvents(List.copyOf(all));
    }

    /** When the deal was created; null where nobody has told yet. */
    @Nullable
    Long created() {
        return events.stream().filter(event -> event.kind() == DealEvent.Kind.CREATED).map(DealEvent::at).findFirst()
                .orElse(null);
    }
}
