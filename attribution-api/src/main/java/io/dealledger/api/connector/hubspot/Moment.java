package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened to a deal in one millisecond, which one click in the vendor's screen fills with several events. */
record Moment(long at, List<DealEvent> events) {
    Stream<DealEvent> all(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind);
    }

    @Nullable
    DealEvent first(Kind kind) {
        return all(kind).findFirst().orElse(null);
    }

    /**
     * The value that the property has after this; null where it was not touched. Of several values in one millisecond
     * only a history knows the last one: without it none is.
     */
    @Nullable
    DealEvent property(String name) {
        List<DealEvent> told = all(Kind.PROPERTY).filter(event -> event.name().equals(name)).toList();
        long last = told.stream().mapToLong(DealEvent::at).max().orElse(at);
        List<DealEvent> latest = told.stream().filter(event -> event.at() == last).toList();
        if (latest.size() > 1) {
            latest = latest.stream().filter(event -> event.order() > 0)
                    .max(Comparator.comparingLong(DealEvent::order)).stream().toList();
        }
        return latest.isEmpty() ? null : latest.getFirst();
    }
}
