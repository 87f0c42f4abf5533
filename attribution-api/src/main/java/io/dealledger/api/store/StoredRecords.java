package io.dealledger.api.store;

import io.dealledger.projections.seal.LedgerRecord;
import io.dealledger.projections.seal.RecordSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads events as the bytes that are stored, nothing interpreted: what the seal is over, and what an auditor gets. */
public final class StoredRecords implements RecordSource {
    private static final String RECORD = "SELECT position, recorded_at, event_type, stream_id, stream_seq, event_id,"
            + " salt, meta, payload FROM ledger.ledger_event ";

    private final JdbcTemplate jdbc;
    private final EventTypes types;

    StoredRecords(JdbcTemplate jdbc, EventTypes types) {
        this.jdbc = jdbc;
        this.types = types;
    }

    @Override
    public List<LedgerRecord> records(long after, int limit) {
        return named(jdbc.query(RECORD + "WHERE position > ? ORDER BY position LIMIT ?", StoredRecords::row, after,
                limit));
    }

    /** The records at these positions, in order; those that do not exist are left out. */
    public List<LedgerRecord> records(Collection<Long> positions) {
        return named(jdbc.query(RECORD + "WHERE position = ANY (?) ORDER BY position", StoredRecords::row,
                (Object) positions.toArray(Long[]::new)));
    }

    /** A stream in order, as far as it is among the first {@code size} events. */
    public List<LedgerRecord> stream(String streamId, long size) {
        return named(jdbc.query(RECORD + """
                WHERE stream_id = ? AND position < ?
                  AND position >= (SELECT first_pos FROM ledger.stream_head WHERE stream_id = ?)
                  AND position <= (SELECT last_pos FROM ledger.stream_head WHERE stream_id = ?) ORDER BY position""",
                StoredRecords::row, streamId, size, streamId, streamId));
    }

    /** The streams of the events at these positions. */
    public List<String> streamsAt(Collection<Long> positions) {
        return jdbc.query("SELECT DISTINCT stream_id FROM ledger.ledger_event WHERE position = ANY (?)",
                (row, _) -> row.getString(1), (Object) positions.toArray(Long[]::new));
    }

    /** Looks names up only when the rows are read and their connection is back in the pool: it may take another. */
    private List<LedgerRecord> named(List<Function<EventTypes, LedgerRecord>> rows) {
        return rows.stream().map(row -> row.apply(types)).toList();
    }

    private static Function<EventTypes, LedgerRecord> row(ResultSet row, int number) throws SQLException {
        long position = row.getLong("position");
        var recordedAt = row.getObject("recorded_at", OffsetDateTime.class).toInstant();
        short type = row.getShort("event_type");
        String stream = row.getString("stream_id");
        long sequence = row.getLong("stream_seq");
        String eventId = row.getString("event_id");
        byte[] salt = row.getBytes("salt");
        byte[] meta = row.getBytes("meta");
        byte[] payload = row.getBytes("payload");
        return types -> LedgerRecord.of(position, recordedAt, types.name(type), stream, sequence, eventId, salt, meta,
                payload);
    }
}
