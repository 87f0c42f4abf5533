package io.dealledger.api.bench;

import io.dealledger.account.EventJson;
import io.dealledger.account.LedgerEvent;
import io.dealledger.api.store.BenchedLedger;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The ledger's rows of events and keys, written without any check into tables with the same indexes: what PostgreSQL
 * itself can do. Positions come from a counter in this process.
 */
final class RawSql implements Engine {
    private static final String EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String KEY = "INSERT INTO key VALUES (?, ?, ?, ?, ?)";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final long PG_EPOCH_MILLIS = 946_684_800_000L;
    private static final byte[] SALT = new byte[32];
    private static final byte[] META = "{}".getBytes(StandardCharsets.UTF_8);

    private final Database database;
    private final boolean copy;
    private final AtomicLong positions = new AtomicLong();

    RawSql(Database database, boolean copy) throws SQLException {
        this.database = database;
        this.copy = copy;
        database.execute("""
                CREATE TABLE event (position bigint PRIMARY KEY, recorded_at timestamptz NOT NULL,
                    occurred_at timestamptz NOT NULL, event_id uuid NOT NULL, stream_seq bigint NOT NULL,
                    event_type smallint NOT NULL, stream_id text COLLATE "C" NOT NULL, salt bytea NOT NULL,
                    payload bytea NOT NULL, meta bytea NOT NULL)""", "CREATE INDEX ON event (stream_id)", """
                CREATE TABLE key (source text COLLATE "C", id text COLLATE "C", position bigint NOT NULL,
                    content_hash bytea NOT NULL, recorded_at timestamptz NOT NULL, PRIMARY KEY (source, id))""");
    }

    @Override
    public String name() {
        return copy ? "raw COPY" : "raw INSERT";
    }

    @Override
    public void append(Unit unit) throws SQLException, IOException {
        long first = positions.getAndAdd(unit.events().size());
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (copy) {
                    copy(connection, unit, first);
                } else {
                    insert(connection, unit, first);
                }
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static byte[] payload(DomainEventMessage<?> event) {
        return BenchedLedger.bytes(EventJson.write((LedgerEvent) event.getPayload()));
    }

    private static void insert(Connection connection, Unit unit, long first) throws SQLException {
        try (PreparedStatement events = connection.prepareStatement(EVENT);
                PreparedStatement keys = connection.prepareStatement(KEY)) {
            for (int i = 0; i < unit.events().size(); i++) {
                DomainEventMessage<?> event = unit.events().get(i);
                var at = Timestamp.from(event.getTimestamp());
                events.setLong(1, first + i);
                events.setTimestamp(2, at);
                events.setTimestamp(3, at);
                events.setObject(4, UUID.fromString(event.getIdentifier()));
                events.setLong(5, event.getSequenceNumber());
                events.setShort(6, (short) 1);
                events.setString(7, event.getAggregateIdentifier());
                events.setBytes(8, SALT);
                events.setBytes(9, payload(event));
                events.setBytes(10, META);
                events.addBatch();
                keys.setString(1, unit.keys().get(i).key().source());
                keys.setString(2, unit.keys().get(i).key().id());
                keys.setLong(3, first + i);
                keys.setBytes(4, HexFormat.of().parseHex(unit.keys().get(i).contentHash()));
                keys.setTimestamp(5, at);
                keys.addBatch();
            }
            var _ = events.executeBatch();
            var _ = keys.executeBatch();
        }
    }

    private static void copy(Connection connection, Unit unit, long first) throws SQLException, IOException {
        var eventRows = new Rows();
        var keyRows = new Rows();
        for (int i = 0; i < unit.events().size(); i++) {
            DomainEventMessage<?> event = unit.events().get(i);
            long micros = (event.getTimestamp().toEpochMilli() - PG_EPOCH_MILLIS) * 1_000;
            UUID id = UUID.fromString(event.getIdentifier());
            eventRows.row(10);
            eventRows.add(first + i).add(micros).add(micros).add(id).add(event.getSequenceNumber()).add((short) 1)
                    .add(event.getAggregateIdentifier().getBytes(StandardCharsets.UTF_8)).add(SALT)
                    .add(payload(event)).add(META);
            keyRows.row(5);
            keyRows.add(unit.keys().get(i).key().source().getBytes(StandardCharsets.UTF_8))
                    .add(unit.keys().get(i).key().id().getBytes(StandardCharsets.UTF_8)).add(first + i)
                    .add(HexFormat.of().parseHex(unit.keys().get(i).contentHash())).add(micros);
        }
        eventRows.copy(connection, "event");
        keyRows.copy(connection, "key");
    }

    @Override
    public long replay(BooleanSupplier enough) throws SQLException {
        long read = 0;
        try (Connection connection = database.pool().getConnection()) {
            CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyOut("COPY (SELECT * FROM event ORDER BY position) TO STDOUT (FORMAT binary)");
            while (out.readFromCopy() != null) {
                read++;
            }
        }
        return read;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }

    /** PostgreSQL's binary COPY format. */
    private static final class Rows {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        private final DataOutputStream out = new DataOutputStream(bytes);

        Rows() throws IOException {
            out.write(SIGNATURE);
            out.writeLong(0);
        }

        void row(int columns) throws IOException {
            out.writeShort(columns);
        }

        Rows add(long value) throws IOException {
            out.writeInt(8);
            out.writeLong(value);
            return this;
        }

        Rows add(short value) throws IOException {
            out.writeInt(2);
            out.writeShort(value);
            return this;
        }

        Rows add(UUID value) throws IOException {
            out.writeInt(16);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
            return this;
        }

        Rows add(byte[] value) throws IOException {
            out.writeInt(value.length);
            out.write(value);
            return this;
        }

        void copy(Connection connection, String table) throws SQLException, IOException {
            out.writeShort(-1);
            var in = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            byte[] all = bytes.toByteArray();
            in.writeToCopy(all, 0, all.length);
            var _ = in.endCopy();
        }
    }
}
