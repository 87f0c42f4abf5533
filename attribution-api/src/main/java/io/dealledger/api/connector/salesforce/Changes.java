package io.dealledger.api.connector.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known changes of one record, in the order of their commits, whatever the order in which they came. What they say
 * is a fold over them: a change that comes late says what it says at its own place, and what the later ones say now.
 *
 * @param closed those of them that told of a gap which is no more
 */
record Changes(List<ChangeEvent> events, List<String> closed) {
    static Changes ofJson(@Nullable Map<String, @Nullable Object> state) {
        List<?> stored = state == null ? List.of() : (List<?>) Objects.requireNonNull(state.get("events"));
        return new Changes(stored.stream().map(event -> ChangeEvent.ofJson((Map<?, ?>) event)).toList(),
                state != null && state.get("closed") instanceof List<?> closed
                        ? closed.stream().map(String::valueOf).toList()
                        : List.of());
    }

    Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("events", events.stream().map(ChangeEvent::toJson).toList());
        if (!closed.isEmpty()) {
            json.put("closed", closed);
        }
        return json;
    }

    /** Gaps that reading the record closes. @param readAgainAt null where it was not read */
    List<ChangeEvent> openGaps(@Nullable Instant readAgainAt) {
        return events.stream().filter(event -> readAgainAt != null && event.type().isGap()
                && !event.committedAt().isAfter(readAgainAt) && !closed.contains(event.key())).toList();
    }

    Changes without(List<ChangeEvent> gaps) {
        return new Changes(events, Stream.concat(closed.stream(), gaps.stream().map(ChangeEvent::key)).toList());
    }

    /** Whether somebody told of the record as a whole. */
    boolean isWhole() {
        return events.stream().anyMatch(event -> switch (event.type()) {
            case CREATE, UNDELETE, SNAPSHOT -> true;
            case UPDATE, DELETE, GAP_CREATE, GAP_UPDATE, GAP_DELETE, GAP_UNDELETE, GAP_OVERFLOW -> false;
        });
    }

    /** The same change as it is known; null where it is not. */
    @Nullable
    ChangeEvent known(ChangeEvent event) {
        return events.stream().filter(event::isSameAs).findFirst().orElse(null);
    }

    boolean isLast(ChangeEvent event) {
        return with(event).events().getLast().isSameAs(event);
    }

    /** In place of what is known of the same change, if anything is. */
    Changes with(ChangeEvent event) {
        var published = new ArrayList<ChangeEvent>();
        var snapshots = new ArrayList<ChangeEvent>();
        Stream.concat(events.stream().filter(known -> !known.isSameAs(event)), Stream.of(event))
                .forEach(each -> (each.type() == ChangeEvent.Type.SNAPSHOT ? snapshots : published).add(each));
        published.sort(ChangeEvent.IN_ORDER);
        snapshots.sort(Comparator.comparing(ChangeEvent::committedAt).thenComparing(ChangeEvent::transactionKey));
        snapshots.forEach(snapshot -> place(snapshot, published));
        return new Changes(List.copyOf(published), closed);
    }

    /** A snapshot has no place in the order of commits: it shows all that was committed until its time. */
    private static void place(ChangeEvent snapshot, List<ChangeEvent> among) {
        int place = among.size();
        while (place > 0 && among.get(place - 1).committedAt().isAfter(snapshot.committedAt())) {
            place--;
        }
        among.add(place, snapshot);
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
                .filter(said -> before.contains(said) && after.indexOf(said) > after.indexOf(late))
                .map(said -> said.at(said.at().plusNanos(1_000L * sameSecond.indexOf(said)))).toList();
    }
}
