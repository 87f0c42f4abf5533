package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a vendor still has what it once listed. What became of a record that is gone nobody tells: no decision is made of
 * it, the ledger only says from when to when something happened that it does not know. Seen again, it knows.
 *
 * @param kind of records, as the feed is called
 */
record Presence(Connector connector, String kind) {
    private static final String SEEN = "seen";
    private static final String GONE = "gone";

    /** What is known to be there is kept in a stream of its own, whatever a mapping calls the records. */
    String stream() {
        return SEEN + ":" + kind;
    }

    /** @param raw the page on which it stands */
    Entry there(long id, byte[] raw, Instant now) {
        return new Entry.Change(key(id), raw, (state, _) -> {
            if (state == null) {
                return kept(Map.of(SEEN, now.toString()), List.of());
            }
            return state.get(GONE) instanceof Map<?, ?> gone
                    ? kept(Map.of(SEEN, now.toString()), List.of(seenAgain(id, now, gone)))
                    : Entry.Result.nothing(RecordOutcome.NO_FACT);
        });
    }

    /**
     * @param raw    the page on which it does not stand
     * @param before when the last sweep began, that may have seen it; null for the first
     * @param now    when this one did
     */
    Entry missing(long id, byte[] raw, @Nullable Instant before, Instant now) {
        return new Entry.Change(key(id), raw, (state, _) -> {
            if (state == null || state.containsKey(GONE)) {
                return Entry.Result.nothing(RecordOutcome.NO_FACT);
            }
            Instant seen = Instant.parse(String.valueOf(state.get(SEEN)));
            Instant last = before == null || seen.isAfter(before) ? seen : before;
            var gap = new LinkedHashMap<String, @Nullable Object>();
            gap.put("from", (last.isAfter(now) ? now : last).toString());
            gap.put("to", now.toString());
            var left = new LinkedHashMap<String, @Nullable Object>(state);
            left.put(GONE, gap);
            return kept(left, List
                    .of(say("intake.gap_detected", id, now, gap, "is listed no more, and there is none of its id")));
        });
    }

    private Delivery.Reading seenAgain(long id, Instant now, Map<?, ?> gap) {
        return say("intake.gap_closed", id, now, gap, "is visible again");
    }

    private Delivery.Reading say(String kindOfFact, long id, Instant now, Map<?, ?> gap, String what) {
        return new Speaker(connector.name(), connector.source(), Map.of())
                .say(kind + ":" + id, kindOfFact, now).with("feed", connector.source() + "/" + kind + "/" + id)
                .with("from", gap.get("from")).with("to", gap.get("to")).with("reason", kind + " " + id + " " + what)
                .done();
    }

    private static Entry.Result kept(Map<String, @Nullable Object> state, List<Delivery.Reading> said) {
        return new Entry.Result(said.isEmpty() ? RecordOutcome.NO_FACT : RecordOutcome.FACTS, said, List.of(), state);
    }

    private RecordKey key(long id) {
        return new RecordKey(stream(), Long.toString(id));
    }
}
