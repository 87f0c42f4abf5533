package io.dealledger.api.connector.impartner;

import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.Sweep;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.json.CanonicalJson;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One kind of object, by the time of its last update. The tenant's servers write times without an offset: what is asked
 * for is such a time as well, taken from the rows and from no clock. Of a list that moves while it is read by offsets rows
 * are skipped and repeated, so each reading begins a while before the newest that the last one saw, an hour more because one
 * hour comes twice in autumn.
 *
 * @param fields as the settings name them; empty for all that the API gives by itself
 */
record ImpartnerFeed(String entity, String fields) implements Feed {
    private static final int PAGE = 100;
    private static final Duration WINDOW = Duration.ofMinutes(15).plusHours(1);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    @Override
    public String label() {
        return "poll";
    }

    @Override
    public String name() {
        return entity;
    }

    @Override
    public String request(@Nullable Map<String, @Nullable Object> cursor, Instant now) {
        String since = cursor != null && cursor.get("since") instanceof String text ? text : null;
        int skip = cursor != null && cursor.get("skip") instanceof BigDecimal number ? number.intValueExact() : 0;
        return "/api/objects/v1/" + entity + "?orderby=Updated&take=" + PAGE + "&skip=" + skip
                + (fields.isEmpty() ? "" : "&fields=" + encoded(fields))
                + (since == null ? "" : "&filter=" + encoded("Updated > '" + since + "'"));
    }

    @Override
    public Next next(@Nullable Map<String, @Nullable Object> cursor, Map<?, ?> answer, Instant now) {
        Rows rows = rows(entity, answer);
        List<?> results = rows.results();
        String page = CanonicalJson.sha256(results);
        if (cursor != null && page.equals(cursor.get("page"))) { // going on behind it would skip what it hides
            throw new VendorRefusedException(0, "object " + entity + " gives the same page again");
        }
        int skipped = cursor != null && cursor.get("skip") instanceof BigDecimal number ? number.intValueExact() : 0;
        int read = skipped + results.size();
        // the size of a page is the vendor's to change: only the total tells the end
        boolean more = rows.count() != null
                ? read < rows.count().intValueExact() && !results.isEmpty()
                : results.size() == PAGE;
        var left = new LinkedHashMap<String, @Nullable Object>();
        String newest = newest(cursor, results);
        if (newest != null) {
            left.put("newest", newest);
        }
        if (more) {
            left.put("skip", BigDecimal.valueOf(read));
            left.put("page", page);
            if (cursor != null && cursor.get("since") instanceof String since) {
                left.put("since", since);
            }
        } else if (newest != null) {
            left.put("since", LocalDateTime.parse(newest, LOCAL).minus(WINDOW).format(LOCAL));
        }
        return new Next(left, more);
    }

    @Override
    public List<Long> ids(Map<?, ?> answer) {
        return rows(entity, answer).results().stream().map(ImpartnerSweep::id)
                .filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    @Override
    public Sweep sweep() {
        return new ImpartnerSweep(entity);
    }

    /** @param count of all that the question is about; null where the answer does not say */
    record Rows(List<?> results, @Nullable BigDecimal count) {}

    static Rows rows(String entity, Map<?, ?> answer) {
        if (Boolean.TRUE.equals(answer.get("success")) && answer.get("data") instanceof Map<?, ?> data
                && data.get("results") instanceof List<?> results) {
            return new Rows(results, data.get("count") instanceof BigDecimal count ? count : null);
        }
        throw new VendorRefusedException(0, "object " + entity + " answers without success and data.results");
    }

    private static @Nullable String newest(@Nullable Map<String, @Nullable Object> cursor, List<?> results) {
        String newest = cursor != null && cursor.get("newest") instanceof String text ? text : null;
        for (Object each : results) {
            if (each instanceof Map<?, ?> row && row.get("updated") instanceof String updated
                    && updated.length() >= 19) {
                String time = updated.substring(0, 19);
                newest = newest == null || time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
