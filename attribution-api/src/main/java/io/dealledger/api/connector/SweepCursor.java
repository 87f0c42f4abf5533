package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.Sweep;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a sweep stands.
 *
 * @param begun  what it finds is found then, however long it takes and however often it is interrupted
 * @param before when the one before began; null for the first
 * @param after  the last number that it has seen
 */
record SweepCursor(Instant begun, @Nullable Instant before, @Nullable Long after, boolean isDone) {
    private static final Duration EVERY = Duration.ofDays(1);

    /** None has begun yet where nothing is kept. */
    static SweepCursor of(@Nullable Map<String, @Nullable Object> kept) {
        return kept == null
                ? new SweepCursor(Instant.MIN, null, null, true)
                : new SweepCursor(Instant.parse(String.valueOf(kept.get("begun"))),
                        kept.get("before") instanceof String before ? Instant.parse(before) : null,
                        kept.get("after") instanceof BigDecimal after ? (Long) after.longValueExact() : null,
                        Boolean.TRUE.equals(kept.get("done")));
    }

    /** The next one, where it is time for that; else the same. */
    SweepCursor at(Instant now) {
        if (!isDone || (begun.isAfter(Instant.MIN) && begun.plus(EVERY).isAfter(now))) {
            return this;
        }
        return new SweepCursor(now, begun.isAfter(Instant.MIN) ? begun : null, null, false);
    }

    SweepCursor behind(Sweep.Page page) {
        return page.more()
                ? new SweepCursor(begun, before, page.ids().getLast(), false)
                : new SweepCursor(begun, before, null, true);
    }

    Map<String, @Nullable Object> toJson() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("begun", begun.toString());
        members.put("before", before == null ? null : before.toString());
        members.put("after", after);
        members.put("done", isDone);
        members.values().removeIf(value -> value == null);
        return members;
    }
}
