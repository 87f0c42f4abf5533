package io.dealledger.api.connector.partnerstack;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.VendorRefusedException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read in sweeps: from a time on, page by page after the last key. The next sweep begins a window before
 * the newest time that this one saw, because clocks differ; rewards, which the vendor lists by creation only and which
 * change for weeks, begin so many days before now.
 *
 * @param since   parameter that a sweep begins with
 * @param member  that holds the time of an item
 * @param window  read again by the next sweep
 * @param fromNow whether the window ends now, instead of at the newest time seen
 */
record PartnerStackFeed(String list, String since, String member, Duration window, boolean fromNow) implements Feed {
    private static final int PAGE = 250;

    static PartnerStackFeed updated(String list) {
        return new PartnerStackFeed(list, "min_updated", "updated_at", Duration.ofHours(1), false);
    }

    static PartnerStackFeed created(String list) {
        return new PartnerStackFeed(list, "min_created", "created_at", Duration.ofDays(120), true);
    }

    @Override
    public String label() {
        return "api:" + list;
    }

    @Override
    public String request(@Nullable Map<String, @Nullable Object> cursor, Instant now) {
        var query = new StringBuilder("/" + list + "?limit=" + PAGE);
        BigDecimal from = number(cursor, "from");
        if (from != null) {
            query.append('&').append(since).append('=').append(from.toPlainString());
        }
        if (cursor != null && cursor.get("after") instanceof String after) {
            query.append("&starting_after=").append(URLEncoder.encode(after, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @Override
    public Next next(@Nullable Map<String, @Nullable Object> cursor, Map<?, ?> answer, Instant now) {
        if (!(answer.get("data") instanceof Map<?, ?> data) || !(data.get("items") instanceof List<?> items)) {
            throw new VendorRefusedException(0, "list " + list + " answers without data.items");
        }
        BigDecimal from = number(cursor, "from");
        BigDecimal newest = number(cursor, "newest");
        for (Object item : items) {
            if (item instanceof Map<?, ?> members && members.get(member) instanceof BigDecimal time) {
                newest = newest == null ? time : newest.max(time);
            }
        }
        var left = new LinkedHashMap<String, @Nullable Object>();
        boolean more = Boolean.TRUE.equals(data.get("has_more"));
        if (more) {
            left.put("from", from);
            left.put("newest", newest);
            left.put("after", lastKey(items));
        } else if (fromNow) {
            left.put("from", BigDecimal.valueOf(now.minus(window).toEpochMilli()));
        } else if (newest != null) {
            left.put("from", newest.subtract(BigDecimal.valueOf(window.toMillis())));
            left.put("newest", newest);
        }
        left.values().removeIf(value -> value == null);
        return new Next(left, more);
    }

    private String lastKey(List<?> items) {
        if (!items.isEmpty() && items.getLast() instanceof Map<?, ?> last && last.get("key") instanceof String key) {
            return key;
        }
        throw new VendorRefusedException(0, "list " + list + " says that there is more, after an item without a key");
    }

    private static @Nullable BigDecimal number(@Nullable Map<String, @Nullable Object> cursor, String name) {
        return cursor != null && cursor.get(name) instanceof BigDecimal number ? number : null;
    }
}
