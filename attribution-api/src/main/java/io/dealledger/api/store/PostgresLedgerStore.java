package io.dealledger.api.store;

import io.dealledger.account.LedgerEvent;
import io.dealledger.fact.Anchor;
import io.dealledger.projections.engine.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the ledger in PostgreSQL. Every answer comes from one statement, so from one snapshot. */
final class PostgresLedgerStore implements LedgerStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLedgerStore.class);
    private static final String EVENT = "SELECT position, recorded_at, stream_id, stream_seq, event_id, event_type,"
            + " payload, meta FROM ledger.ledger_event ";
    private static final String TAIL = EVENT + "WHERE position > ? ORDER BY position LIMIT ?";
    // the bounds let the planner leave out partitions that the stream does not reach
    private static final String STREAM = EVENT + "WHERE stream_id = ? AND stream_seq >= ?"
            + " AND position >= (SELECT first_pos FROM ledger.stream_head WHERE stream_id = ?)"
            + " AND position <= (SELECT last_pos FROM ledger.stream_head WHERE stream_id = ?) ORDER BY position";

    /** Of streams that are short, or that are not there: the rest of the row is null then. */
    private static final String STREAMS = "SELECT name, e.position, e.recorded_at, e.stream_id, e.stream_seq, e.event_id,"
            + " e.event_type, e.payload, e.meta FROM unnest(?) AS asked(name)"
            + " LEFT JOIN ledger.stream_head h ON h.stream_id = name"
            // sorted, so that the planner asks stream by stream whatever it believes about their number
            + " LEFT JOIN LATERAL (SELECT * FROM ledger.ledger_event WHERE stream_id = h.stream_id AND stream_seq >= 0"
            + " AND position >= h.first_pos AND position <= h.last_pos ORDER BY position) e ON true"
            + " WHERE h.last_seq IS NULL OR h.last_seq < ? ORDER BY e.position";
    /** Longer streams are read one by one: some thousand of them together would fill the memory. */
    private static final int SHORT = 100;

    /** From so many events on, decoding them is shared among processors. */
    private static final int WORTH_SHARING = 500;

    private final JdbcTemplate jdbc;
    private final EventTypes types;
    private final AdvanceSignal signal;
    private final InstantSource clock;
    private final Turns turns;
    /** By stream, what aggregates are loaded from meanwhile. */
    private volatile Map<String, List<StoredEvent>> beforehand = Map.of();

    /** @param clock which recorded_at is taken from */
    PostgresLedgerStore(JdbcTemplate jdbc, EventTypes types, AdvanceSignal signal, InstantSource clock,
            Turns turns) {
        this.jdbc = jdbc;
        this.types = types;
        this.signal = signal;
        this.clock = clock;
        this.turns = turns;
    }

    static long head(JdbcTemplate jdbc) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT next_pos - 1 FROM ledger.ledger_head", Long.class));
    }

    @Override
    public long head() {
        return head(jdbc);
    }

    @Override
    public Instant lastRecorded() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT last_recorded FROM ledger.ledger_head",
                (row, _) -> instant(row, "last_recorded")));
    }

    @Override
    public List<LedgerEntry> read(long after, int limit) {
        return read(after, limit, _ -> true);
    }

    @Override
    public List<LedgerEntry> read(long after, int limit, Predicate<Class<? extends LedgerEvent>> lookedInto) {
        List<LedgerEntry> entries = stored(after, limit).stream().map(StoredEvent::entry).toList();
        Stream<LedgerEntry> each = entries.size() < WORTH_SHARING ? entries.stream() : entries.parallelStream();
        each.filter(entry -> lookedInto.test(entry.type())).forEach(PostgresLedgerStore::decode);
        return entries;
    }

    /** Beforehand: whoever looks into an event that cannot be read is told so then, and the others are not. */
    private static void decode(LedgerEntry entry) {
        try {
            var _ = entry.event();
        } catch (RuntimeException e) {
            LOG.debug("position {} cannot be decoded", entry.position(), e);
        }
    }

    @Override
    public long positionAt(Instant instant) {
        return lastBefore(instant.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
    }

    /** Raises what the next recorded_at is held against, on every node, where that is needed to keep the promise. */
    @Override
    public boolean settle(Instant instant) {
        if (instant.isBefore(lastRecorded())) {
            return true;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!instant.isBefore(now)) {
            return false;
        }
        // in a turn, so that questions do not overtake the rounds that are being decided
        return turns.run(() -> {
            if (!instant.isBefore(lastRecorded())) {
                jdbc.query("SELECT ledger.ledger_pass(?)", _ -> {}, ChronoUnit.MICROS.between(Instant.EPOCH, now));
            }
            return true;
        });
    }

    @Override
    public <T> T inTurn(Supplier<T> work) {
        return turns.run(work);
    }

    @Override
    public void loadingTogether(Collection<String> streamIds, Runnable work) {
        var rows = new HashMap<String, List<Function<EventTypes, StoredEvent>>>();
        jdbc.query(STREAMS, row -> {
            var stream = rows.computeIfAbsent(row.getString(1), _ -> new ArrayList<>());
            if (row.getObject(2) != null) {
                stream.add(event(row, 2));
            }
        }, texts(streamIds, Function.identity()), SHORT);
        var read = new HashMap<String, List<StoredEvent>>();
        rows.forEach((stream, events) -> read.put(stream, named(events)));
        beforehand = read;
        try {
            work.run();
        } finally {
            beforehand = Map.of();
        }
    }

    /** The events of an aggregate, as they were a moment ago. */
    List<StoredEvent> aggregate(String streamId, long fromSequence) {
        List<StoredEvent> read = fromSequence == 0 ? beforehand.get(streamId) : null;
        return read == null ? stored(streamId, fromSequence) : read;
    }

    @Override
    public List<LedgerEntry> stream(String streamId) {
        return stored(streamId, 0).stream().map(StoredEvent::entry).toList();
    }

    @Override
    public Subscription onAdvance(Runnable wakeUp) {
        return signal.subscribe(wakeUp);
    }

    @Override
    public List<String> existing(Collection<String> streamIds) {
        return jdbc.query("SELECT stream_id FROM ledger.stream_head WHERE stream_id = ANY (?)",
                (row, _) -> row.getString("stream_id"), texts(streamIds, Function.identity()));
    }

    @Override
    public Map<IdempotencyKey, Known> known(Collection<IdempotencyKey> keys) {
        var known = new HashMap<IdempotencyKey, Known>();
        jdbc.query("SELECT i.source, i.id, position, recorded_at, content_hash FROM unnest(?, ?) AS k(source, id)"
                + " JOIN ledger.idempotency i ON i.source = k.source AND i.id = k.id",
                row -> {
                    known.put(new IdempotencyKey(row.getString("source"), row.getString("id")),
                            new Known(row.getLong("position"), instant(row, "recorded_at"),
                                    HexFormat.of().formatHex(row.getBytes("content_hash"))));
                }, texts(keys, IdempotencyKey::source), texts(keys, IdempotencyKey::id));
        return known;
    }

    @Override
    public Map<Anchor, String> accounts(Collection<Anchor> anchors) {
        var accounts = new HashMap<Anchor, String>();
        jdbc.query("SELECT d.anchor_type, d.anchor_id, account_id FROM unnest(?, ?) AS a(type, id)"
                + " JOIN ledger.directory d ON d.anchor_type = a.type AND d.anchor_id = a.id",
                row -> {
                    accounts.put(new Anchor(Anchor.Type.valueOf(row.getString("anchor_type")),
                            row.getString("anchor_id")), row.getString("account_id"));
                }, texts(anchors, anchor -> anchor.type().name()), texts(anchors, Anchor::id));
        return accounts;
    }

    /** Like {@link #read}, with what only Axon needs. */
    List<StoredEvent> stored(long after, int limit) {
        List<StoredEvent> events = named(jdbc.query(TAIL, PostgresLedgerStore::row, after, limit));
        long expected = after + 1;
        for (StoredEvent event : events) {
            if (event.position() != expected) {
                throw new IllegalStateException("the ledger has position %d where %d must follow: stop and look"
                        .formatted(event.position(), expected));
            }
            expected++;
        }
        return events;
    }

    /** A stream in order from a sequence on. */
    List<StoredEvent> stored(String streamId, long fromSequence) {
        return named(jdbc.query(STREAM, PostgresLedgerStore::row, streamId, fromSequence, streamId, streamId));
    }

    @Override
    public Optional<Long> lastSequence(String streamId) {
        return jdbc.query("SELECT last_seq FROM ledger.stream_head WHERE stream_id = ?",
                (row, _) -> row.getLong("last_seq"), streamId).stream().findFirst();
    }

    /** The last position recorded before an instant; -1 if there is none. recorded_at never goes back, so halving finds it. */
    long lastBefore(Instant instant) {
        long before = -1;
        long notBefore = head() + 1;
        while (notBefore - before > 1) {
            long middle = before + (notBefore - before) / 2;
            if (recordedAt(middle).isBefore(instant)) {
                before = middle;
            } else {
                notBefore = middle;
            }
        }
        return before;
    }

    private Instant recordedAt(long position) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT recorded_at FROM ledger.ledger_event WHERE position = ?",
                (row, _) -> instant(row, "recorded_at"), position));
    }

    /** Looks names up only when the rows are read and their connection is back in the pool: it may take another. */
    private List<StoredEvent> named(List<Function<EventTypes, StoredEvent>> rows) {
        return rows.stream().map(row -> row.apply(types)).toList();
    }

    /** Columns by number, in the order of {@link #EVENT}: a replay reads millions. */
    private static Function<EventTypes, StoredEvent> row(ResultSet row, int number) throws SQLException {
        return event(row, 1);
    }

    /** @param first column */
    private static Function<EventTypes, StoredEvent> event(ResultSet row, int first) throws SQLException {
        long position = row.getLong(first);
        Instant recordedAt = row.getObject(first + 1, OffsetDateTime.class).toInstant();
        String streamId = row.getString(first + 2);
        long sequence = row.getLong(first + 3);
        UUID id = row.getObject(first + 4, UUID.class);
        short type = row.getShort(first + 5);
        byte[] payload = row.getBytes(first + 6);
        byte[] meta = row.getBytes(first + 7);
        return types -> new StoredEvent(position, recordedAt, streamId, sequence, id, types.name(type), payload, meta);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static <T> Object texts(Collection<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
