package io.dealledger.api.connector.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The known changes of one record, in the order of their commits, whatever the order in which they came. What they say
 * is a fold over them: a change that comes late says what it says at its own place, and what the later ones say now.
 */
record Changes(List<ChangeEvent> events) {
    static Changes ofJson(@Nullable Map<String, @Nullable Object> state) {
        List<?> stored = state == null ? List.of() : (List<?>) Objects.requireNonNull(state.get("events"));
        return new Changes(stored.stream().map(event -> ChangeEvent.ofJson((Map<?, ?>) event)).toList());
    }

    Map<String, @Nullable Object> toJson() {
        return Map.of("events", events.stream().map(ChangeEvent::toJson).toList());
    }

    boolean knows(ChangeEvent event) {
        return events.stream().anyMatch(event::isSameAs);
    }

    boolean isLast(ChangeEvent event) {
        return events.isEmpty() || ChangeEvent.IN_ORDER.compare(events.getLast(), event) <= 0;
    }

    Changes with(ChangeEvent event) {
        var all = new ArrayList<>(events);
        all.add(event);
        all.sort(ChangeEvent.IN_ORDER);
        return new Changes(List.copyOf(all));
    }

    /** What is said now and was not before the event came. */
    List<Said> news(ChangeEvent event, Function<List<ChangeEvent>, List<Said>> story) {
        List<Said> before = story.apply(events);
        List<Said> after = story.apply(with(event).events());
        var news = new ArrayList<Said>();
        for (Said said : after) {
            if (!before.contains(said)) {
                Said first = before.stream().filter(said::isAbout).findFirst().orElse(null);
                news.add(first == null ? said : correction(first, said));
                news.addAll(overtaken(said, before, after));
            }
        }
        return news;
    }

    /**
     * A win that was stated with an amount that a late change shows to be wrong is corrected: it happened once. Other
     * kinds are said again; of those the ledger takes the first or the last, as their kind demands.
     */
    private static Said correction(Said first, Said now) {
        boolean amountOnly = now.kind().equals("opportunity.closed_won") && first.data().get("amount") != null
                && Objects.equals(first.data().get("currency"), now.data().get("currency"));
        return !amountOnly
                ? now
                : new Said(now.record(), now.change(), "opportunity.amount_corrected", now.at(), Map.of())
                        .with("opportunity_id", now.data().get("opportunity_id"))
                        .with("new_amount", now.data().get("amount"))
                        .with("reason", "a change of the amount before the win arrived after it")
                        .with("approved_by", now.data().get("actor") == null
                                ? null
                                : List.of(Objects.requireNonNull(now.data().get("actor"))));
    }

    /**
     * Commits carry whole seconds. Of two changes in one second the ledger would take the one that it heard of last, so
     * what was committed later and said earlier is said again, as many microseconds later as things were said of it in
     * that second.
     */
    private static List<Said> overtaken(Said late, List<Said> before, List<Said> after) {
        var sameSecond = after.stream()
                .filter(said -> said.kind().equals(late.kind()) && said.at().equals(late.at())).toList();
        return sameSecond.stream()
                .filter(said -> before.contains(said) && ChangeEvent.IN_ORDER.compare(said.change(), late.change()) > 0)
                .map(said -> said.at(said.at().plusNanos(1_000L * sameSecond.indexOf(said)))).toList();
    }
}
