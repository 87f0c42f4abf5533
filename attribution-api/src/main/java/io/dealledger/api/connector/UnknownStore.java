package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.json.RecordJson;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** How often messages had something that nothing reads. */
final class UnknownStore {
    /** Of one connector and kind. Whoever sends ever new words fills no table. */
    static final int MOST = 500;
    static final String OTHERS = "(others)";
    private static final int LONGEST = 200;

    private final JdbcTemplate jdbc;

    UnknownStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param count   of records
     * @param message that had it last
     */
    record Row(String kind, String place, String word, long count, Instant firstSeen, Instant lastSeen,
            long message) {}

    /** Within the caller's transaction. */
    void count(ConnectorStore.Stored stored, Map<Unknown, Integer> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        String connector = stored.connector();
        var counts = new HashMap<Unknown, Integer>();
        var room = new HashMap<Unknown.Kind, Integer>();
        var met = new LinkedHashMap<Unknown, Integer>();
        unknown.forEach((each, records) -> met.merge(new Unknown(each.kind(), cut(each.place()), cut(each.word())),
                records, Integer::sum));
        Set<Unknown> known = known(connector, met.keySet());
        met.forEach((each, records) -> {
            Unknown kept = each;
            if (!known.contains(each)) {
                int left = room.computeIfAbsent(each.kind(), kind -> MOST - rows(connector, kind));
                if (left <= 0) {
                    kept = new Unknown(each.kind(), OTHERS, "");
                } else {
                    room.put(each.kind(), left - 1);
                }
            }
            counts.merge(kept, records, Integer::sum);
        });
        Set<Unknown> all = counts.keySet();
        jdbc.update("""
                INSERT INTO connectors.unknown AS known
                  (connector, kind, place, word, count, first_seen, last_seen, message_id)
                SELECT ?, kind, place, word, count, at, at, ?
                FROM (VALUES (?::timestamptz)) AS now (at),
                  unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS met (kind, place, word, count)
                ORDER BY kind, place, word -- two messages lock them in one order
                ON CONFLICT (connector, kind, place, word) DO UPDATE
                SET count = known.count + EXCLUDED.count, last_seen = greatest(known.last_seen, EXCLUDED.last_seen),
                    first_seen = least(known.first_seen, EXCLUDED.first_seen), message_id = EXCLUDED.message_id""",
                connector, stored.id(), Timestamp.from(stored.message().receivedAt()),
                texts(all, each -> RecordJson.word(each.kind())), texts(all, Unknown::place),
                texts(all, Unknown::word),
                all.stream().map(each -> counts.getOrDefault(each, 0).longValue()).toArray(Long[]::new));
    }

    /** Which of them the connector met before. */
    private Set<Unknown> known(String connector, Collection<Unknown> met) {
        return new HashSet<>(jdbc.query("""
                SELECT kind, place, word FROM unnest(?::text[], ?::text[], ?::text[]) AS met (kind, place, word)
                  JOIN connectors.unknown USING (kind, place, word)
                WHERE connector = ?""",
                (row, _) -> new Unknown(Unknown.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getString(2), row.getString(3)),
                texts(met, each -> RecordJson.word(each.kind())), texts(met, Unknown::place),
                texts(met, Unknown::word), connector));
    }

    private int rows(String connector, Unknown.Kind kind) {
        return jdbc.queryForObject("SELECT count(*) FROM connectors.unknown WHERE connector = ? AND kind = ?",
                (row, _) -> row.getInt(1), connector, RecordJson.word(kind));
    }

    private static String[] texts(Collection<Unknown> of, Function<Unknown, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    /** The most frequent first. */
    List<Row> of(String connector) {
        return jdbc.query("""
                SELECT kind, place, word, count, first_seen, last_seen, message_id FROM connectors.unknown
                WHERE connector = ? ORDER BY count DESC, kind, place, word""",
                (row, _) -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getLong(4),
                        row.getTimestamp(5).toInstant(), row.getTimestamp(6).toInstant(), row.getLong(7)),
                connector);
    }

    void forget(String name) {
        jdbc.update("DELETE FROM connectors.unknown WHERE position(? in word) > 0", name);
    }

    /** The whole text stays in the message. */
    private static String cut(String whole) {
        String text = whole.replace('\0', '\uFFFD'); // which the database cannot hold
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST) - 1)) + "…";
    }
}
