package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.api.intake.RawMessages;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Raw messages and what is known of records, in tables of our own beside the ledger's. */
final class ConnectorStore implements RawMessages {
    private static final String SCHEMA = "connectors";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final UnknownStore unknowns;

    ConnectorStore(DataSource dataSource) {
        Flyway.configure(ConnectorStore.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/connectors").schemas(SCHEMA).defaultSchema(SCHEMA)
                .table("connectors_schema_history").cleanDisabled(true).load().migrate();
        this.jdbc = new JdbcTemplate(dataSource);
        this.unknowns = new UnknownStore(jdbc);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** A message that is stored and not yet known to be counted in. */
    record Stored(long id, String connector, boolean file, Message message) {}

    /** @param revision of the state that it was computed from; 0 where there was none */
    record StateChange(RecordKey key, long revision, Map<String, @Nullable Object> state) {}

    record State(long revision, Map<String, @Nullable Object> state) {}

    /**
     * Durable when it returns. If the process stops before {@link #done}, the message is read again: at the vendor's
     * next try or by {@link Recovery}, and with the time of receipt of this first one.
     */
    Stored store(String connector, Message message, boolean file, Map<String, @Nullable Object> headers) {
        return jdbc.queryForObject("""
                INSERT INTO connectors.raw_message (connector, feed, label, is_file, sha256, headers, received_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (connector, feed, label, sha256) WHERE done_at IS NULL
                DO UPDATE SET deliveries = raw_message.deliveries + 1
                RETURNING id, received_at""",
                (row, _) -> new Stored(row.getLong(1), connector, file, new Message(message.feed(), message.label(),
                        message.body(), row.getTimestamp(2).toInstant())),
                connector, message.feed(), message.label(), file, sha256(message.body()),
                CanonicalJson.write(headers), at(message.receivedAt()), message.body());
    }

    /**
     * Destroys the body of each message that is done with and names somebody, and the name where a record is remembered by
     * its contents: should the vendor send that again, it is new.
     */
    @Override
    public int forget(String name) {
        String quoted = CanonicalJson.write(name);
        jdbc.update(
                "UPDATE connectors.record_state SET state = replace(state, ?, '\"erased\"'), revision = revision + 1"
                        + " WHERE position(? in state) > 0",
                quoted, quoted);
        unknowns.forget(name);
        return jdbc.update("""
                UPDATE connectors.raw_message SET body = '', headers = '{}', erased = true
                WHERE done_at IS NOT NULL AND NOT erased
                  AND (position(convert_to(?, 'UTF8') in body) > 0 OR position(? in headers) > 0)""", name, name);
    }

    /**
     * The first time, what the message has that is unknown is counted with it.
     *
     * @param mapping version that read it; null where the program itself did, or nobody could
     * @param unknown in how many of its records
     * @return whether it was the first time
     */
    boolean done(Stored stored, Instant at, @Nullable String mapping, Map<Unknown, Integer> unknown) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean first = jdbc.query("""
                    UPDATE connectors.raw_message SET done_at = coalesce(done_at, ?), mapping = ? WHERE id = ?
                    RETURNING old.done_at IS NULL""", (row, _) -> row.getBoolean(1), at(at), mapping, stored.id())
                    .contains(true);
            if (first) {
                unknowns.count(stored, unknown);
            }
            return first;
        }));
    }

    /** The message says what it says; what it leaves out is asked for. */
    void ask(Stored stored) {
        jdbc.update("UPDATE connectors.raw_message SET asks = true WHERE id = ? AND done_at IS NULL", stored.id());
    }

    /**
     * Messages of these connectors that were stored before then and are not known to be counted in, and those of any that
     * leave something out, oldest first.
     */
    List<Stored> openOf(Collection<String> connectors, Instant before, int limit) {
        return jdbc.query("""
                SELECT id, connector, feed, label, is_file, received_at, body FROM connectors.raw_message
                WHERE done_at IS NULL AND received_at < ? AND (connector = ANY (?) OR asks) ORDER BY id LIMIT ?""",
                ConnectorStore::stored, at(before), connectors.toArray(String[]::new), limit);
    }

    /** Messages of all connectors but these that were stored before then and are not known to be counted in, oldest first. */
    List<Stored> openBut(Collection<String> connectors, Instant before, int limit) {
        return jdbc.query("""
                SELECT id, connector, feed, label, is_file, received_at, body FROM connectors.raw_message
                WHERE done_at IS NULL AND received_at < ? AND connector <> ALL (?) AND NOT asks ORDER BY id LIMIT ?""",
                ConnectorStore::stored, at(before), connectors.toArray(String[]::new), limit);
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(row.getLong("id"), row.getString("connector"), row.getBoolean("is_file"),
                new Message(row.getString("feed"), row.getString("label"), row.getBytes("body"),
                        row.getTimestamp("received_at").toInstant()));
    }

    /** Notes in which messages these records stand; a record that is its whole message is found by that. */
    void parts(List<Stored> messages, List<byte[]> records) {
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>()); // of one record come several statements
        distinct.addAll(records);
        messages.forEach(stored -> distinct.remove(stored.message().body()));
        var whole = messages.stream().map(stored -> sha256(stored.message().body())).toList();
        String[] parts = distinct.stream().map(ConnectorStore::sha256).filter(part -> !whole.contains(part)).distinct()
                .sorted().toArray(String[]::new);
        if (parts.length > 0) {
            jdbc.update("""
                    INSERT INTO connectors.message_part (sha256, message_id)
                    SELECT part, message FROM unnest(?::text[]) AS part, unnest(?::bigint[]) AS message
                    ON CONFLICT DO NOTHING""", parts, messages.stream().map(Stored::id).toArray(Long[]::new));
        }
    }

    /** Messages of a feed, oldest first: those with this content, or all since then. */
    List<Long> taken(String connector, String feed, @Nullable String sha256, Instant since) {
        return jdbc.query("""
                SELECT id FROM connectors.raw_message
                WHERE connector = ? AND feed = ? AND sha256 = coalesce(?, sha256) AND received_at >= ? AND NOT erased
                ORDER BY id""", (row, _) -> row.getLong(1), connector, feed, sha256, at(since));
    }

    /** The first message of the connector that is this record or holds it, and was not erased; null if none does. */
    @Nullable
    Stored holding(String connector, byte[] record) {
        return jdbc.query("""
                SELECT id, connector, feed, label, is_file, received_at, body FROM connectors.raw_message
                WHERE connector = ? AND NOT erased AND (sha256 = ?
                  OR id IN (SELECT message_id FROM connectors.message_part WHERE sha256 = ?))
                ORDER BY id LIMIT 1""", ConnectorStore::stored, connector, sha256(record), sha256(record)).stream()
                .findFirst().orElse(null);
    }

    /** @throws EmptyResultDataAccessException if there is no such message */
    Stored message(long id) {
        return jdbc.queryForObject(
                """
                        SELECT id, connector, feed, label, is_file, received_at, body FROM connectors.raw_message WHERE id = ?""",
                ConnectorStore::stored, id);
    }

    /** When this file was counted in before by this mapping; null if it never was. */
    @Nullable
    Instant imported(String connector, byte[] file, @Nullable String mapping) {
        return jdbc.queryForObject("""
                SELECT min(received_at) FROM connectors.raw_message
                WHERE connector = ? AND sha256 = ? AND is_file AND done_at IS NOT NULL
                  AND mapping IS NOT DISTINCT FROM ?""",
                (row, _) -> row.getTimestamp(1) == null ? null : row.getTimestamp(1).toInstant(), connector,
                sha256(file), mapping);
    }

    /** Unknown records are left out. */
    Map<RecordKey, State> states(String connector, Collection<RecordKey> keys) {
        var states = new HashMap<RecordKey, State>();
        String[] streams = keys.stream().map(RecordKey::stream).toArray(String[]::new);
        String[] records = keys.stream().map(RecordKey::record).toArray(String[]::new);
        jdbc.query("""
                SELECT stream, record, revision, state FROM connectors.record_state
                JOIN unnest(?::text[], ?::text[]) AS wanted (stream, record) USING (stream, record)
                WHERE connector = ?""",
                row -> {
                    states.put(new RecordKey(row.getString(1), row.getString(2)), new State(row.getLong(3),
                            JsonTree.parseObject(row.getString(4).getBytes(StandardCharsets.UTF_8))));
                }, streams, records, connector);
        return states;
    }

    /** Records of a stream that are called by numbers: those between the two, without the first. */
    List<Long> numbered(String connector, String stream, long after, long upTo) {
        return jdbc.query("""
                SELECT record::bigint FROM connectors.record_state
                WHERE connector = ? AND stream = ? AND record::bigint > ? AND record::bigint <= ? ORDER BY 1""",
                (row, _) -> row.getLong(1), connector, stream, after, upTo);
    }

    /** All of the changes, or none where another one came first: then read again and repeat. */
    boolean change(String connector, Collection<StateChange> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        var keys = changes.stream().map(StateChange::key).toList();
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int changed = jdbc.update(
                    """
                            INSERT INTO connectors.record_state (connector, stream, record, revision, state)
                            SELECT ?, stream, record, revision + 1, state
                            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) AS change (stream, record, revision, state)
                            ORDER BY stream, record -- two messages about the same records lock them in one order
                            ON CONFLICT (connector, stream, record) DO UPDATE
                            SET state = EXCLUDED.state, revision = EXCLUDED.revision
                            WHERE record_state.revision = EXCLUDED.revision - 1""",
                    connector,
                    texts(keys, RecordKey::stream), texts(keys, RecordKey::record),
                    changes.stream().map(StateChange::revision).toArray(Long[]::new),
                    texts(changes, change -> CanonicalJson.write(change.state())));
            boolean all = changed == changes.size();
            if (!all) {
                status.setRollbackOnly();
            }
            return all;
        }));
    }

    /** What a voice said last, by business time, stands. @param said each thing and voice once */
    void evidence(Collection<SameAccount> said) {
        jdbc.update("""
                INSERT INTO connectors.account_evidence (thing, voice, account_key, said_at)
                SELECT thing, voice, account_key, 'epoch'::timestamptz + micros * interval '1 microsecond'
                FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS said (thing, voice, account_key, micros)
                ORDER BY thing, voice
                ON CONFLICT (thing, voice) DO UPDATE
                SET account_key = EXCLUDED.account_key, said_at = EXCLUDED.said_at
                WHERE account_evidence.said_at <= EXCLUDED.said_at""", texts(said, SameAccount::thing),
                texts(said, SameAccount::voice), texts(said, SameAccount::accountKey),
                said.stream().map(each -> ChronoUnit.MICROS.between(Instant.EPOCH, each.saidAt()))
                        .toArray(Long[]::new));
    }

    /** Of those of the things on which voices disagree, all that is said, thing by thing and voice by voice. */
    List<SameAccount> disagreements(Collection<String> things) {
        return jdbc.query("""
                SELECT thing, voice, account_key, said_at FROM connectors.account_evidence
                WHERE thing IN (SELECT thing FROM connectors.account_evidence WHERE thing = ANY (?)
                  GROUP BY thing HAVING count(DISTINCT account_key) > 1)
                ORDER BY thing, voice""", (row, _) -> new SameAccount(row.getString(1), row.getString(2),
                row.getString(3), row.getTimestamp(4).toInstant()), (Object) things.toArray(String[]::new));
    }

    private static <T> String[] texts(Collection<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    @Nullable
    String matchOf(String fromKey) {
        try {
            return jdbc.queryForObject("SELECT into_key FROM connectors.account_match WHERE from_key = ?", String.class,
                    fromKey);
        } catch (EmptyResultDataAccessException e) {
            return null;
        }
    }

    List<String> matchedInto(String intoKey) {
        return jdbc.query("SELECT from_key FROM connectors.account_match WHERE into_key = ? ORDER BY 1",
                (row, _) -> row.getString(1), intoKey);
    }

    void match(String fromKey, String intoKey) {
        jdbc.update("INSERT INTO connectors.account_match VALUES (?, ?) ON CONFLICT DO NOTHING", fromKey, intoKey);
    }

    UnknownStore unknowns() {
        return unknowns;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(CanonicalJson.digest(bytes));
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
    }
}
