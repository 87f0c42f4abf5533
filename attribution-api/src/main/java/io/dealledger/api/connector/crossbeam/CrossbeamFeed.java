package io.dealledger.api.connector.crossbeam;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.VendorRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list with bookmarks. Overlaps: the last page's next address tells later what has changed since. Signals: only new ones
 * are told, and once a day everything of the last two days is read again, so that what a webhook or a bookmark missed is
 * found. A query is never changed under a bookmark, which would break it silently.
 *
 * @param signals whether rows have a time that can be asked for
 */
record CrossbeamFeed(String list, boolean signals) implements Feed {
    private static final Duration SWEEP = Duration.ofDays(1);

    @Override
    public String label() {
        return "api:" + list;
    }

    @Override
    public String request(@Nullable Map<String, @Nullable Object> cursor, Instant now) {
        String first = "/v1/" + list + "?limit=1000";
        if (cursor == null) {
            return first;
        }
        String bookmark = cursor.get("next") instanceof String next ? next : null;
        boolean sweeping = Boolean.TRUE.equals(cursor.get("more"));
        if (signals && !sweeping && isDue(cursor, now)) {
            return first + "&triggered_at[gte]=".replace("[", "%5B").replace("]", "%5D")
                    + now.minus(SWEEP.multipliedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        }
        return bookmark == null ? first : bookmark;
    }

    @Override
    public Next next(@Nullable Map<String, @Nullable Object> cursor, Map<?, ?> answer, Instant now) {
        if (!(answer.get("pagination") instanceof Map<?, ?> pagination)
                || !(pagination.get("has_more") instanceof Boolean more)) {
            throw new VendorRefusedException(0, "list " + list + " answers without pagination.has_more");
        }
        String next = pagination.get("next_href") instanceof String href ? href : null;
        if (more && next == null) {
            throw new VendorRefusedException(0, "list " + list + " says that there is more and not where");
        }
        boolean begun = cursor == null || (signals && !Boolean.TRUE.equals(cursor.get("more")) && isDue(cursor, now));
        var left = new LinkedHashMap<String, @Nullable Object>();
        left.put("next", next != null || cursor == null ? next : cursor.get("next"));
        left.put("more", more);
        left.put("swept", begun ? now.toString() : cursor == null ? null : cursor.get("swept"));
        left.values().removeIf(value -> value == null);
        return new Next(left, more);
    }

    private static boolean isDue(Map<String, @Nullable Object> cursor, Instant now) {
        return !(cursor.get("swept") instanceof String swept) || Instant.parse(swept).plus(SWEEP).isBefore(now);
    }
}
