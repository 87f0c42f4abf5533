package io.dealledger.api.store;

import io.dealledger.fact.Anchor;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Speaks {@code ledger_append} and {@code ledger_settle}: requests to arrays, arrays to outcomes. */
final class AppendStatement {
    private static final String APPEND = "SELECT result_outcomes, result_first, pg_notify('" + AdvanceChannel.NAME
            + "', ?) FROM ledger.ledger_append(" + String.join(",", Collections.nCopies(30, "?")) + ")";
    private static final String SETTLE = "SELECT result_outcomes, result_first FROM ledger.ledger_settle(?,?)";
    private static final int SALT_BYTES = 32;

    private final EventTypes types;
    private final SecureRandom random;

    AppendStatement(EventTypes types, SecureRandom random) {
        this.types = types;
        this.random = random;
    }

    /** Commits all requests in one transaction, and tells other nodes with it: the connection is in autocommit. */
    List<AppendOutcome> append(Connection connection, UUID writer, long batch, List<AppendRequest> requests)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, writer.toString());
            statement.setObject(2, writer);
            statement.setLong(3, batch);
            var binder = new Binder(connection, statement, 4);
            bindRequests(binder, requests);
            var streams = new BatchStreams(requests);
            streams.bind(binder);
            bindEvents(binder, requests, streams);
            bindKeys(binder, requests);
            bindDirectory(binder, requests);
            List<AppendOutcome> outcomes = outcomes(statement);
            if (outcomes == null || outcomes.size() != requests.size()) {
                throw new IllegalStateException(
                        "ledger_append answered " + outcomes + " to " + requests.size() + " requests");
            }
            return outcomes;
        }
    }

    /** The outcomes of a batch whose answer was lost; null if it was not committed, and then it never will be. */
    @Nullable
    List<AppendOutcome> settle(Connection connection, UUID writer, long batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, writer);
            statement.setLong(2, batch);
            return outcomes(statement);
        }
    }

    private static @Nullable List<AppendOutcome> outcomes(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            Array codes = row.getArray(1);
            if (codes == null) {
                return null;
            }
            var code = (Short[]) codes.getArray();
            var first = (Long[]) row.getArray(2).getArray();
            var outcomes = new ArrayList<AppendOutcome>(code.length);
            for (int i = 0; i < code.length; i++) {
                outcomes.add(AppendOutcome.of(code[i], first[i]));
            }
            return outcomes.isEmpty() ? null : outcomes; // a batch that was given up has no outcomes
        }
    }

    private static void bindRequests(Binder binder, List<AppendRequest> requests) throws SQLException {
        binder.bind("int8", requests.stream().mapToLong(request -> micros(request.recordedAt())).toArray());
        binder.bind("int4", requests.stream().mapToInt(request -> request.events().size()).toArray());
    }

    private void bindEvents(Binder binder, List<AppendRequest> requests, BatchStreams streams) throws SQLException {
        int count = requests.stream().mapToInt(request -> request.events().size()).sum();
        var request = new int[count];
        var index = new int[count];
        var id = new UUID[count];
        var type = new short[count];
        var occurred = new long[count];
        var stream = new String[count];
        var payload = new byte[count][];
        var meta = new byte[count][];
        int at = 0;
        for (int r = 0; r < requests.size(); r++) {
            List<NewEvent> events = requests.get(r).events();
            for (int i = 0; i < events.size(); i++, at++) {
                NewEvent event = events.get(i);
                request[at] = r + 1;
                index[at] = i;
                id[at] = event.id();
                type[at] = types.id(event.type());
                occurred[at] = micros(event.occurredAt());
                stream[at] = event.streamId();
                payload[at] = event.payload();
                meta[at] = event.meta();
            }
        }
        binder.bind("int4", request);
        binder.bind("int4", index);
        binder.bind("int4", streams.ofEvents());
        binder.bind("int4", streams.offsetsOfEvents());
        binder.bind("uuid", id);
        binder.bind("int2", type);
        binder.bind("int8", occurred);
        binder.bind("text", stream);
        binder.bind("bytea", salts(count));
        binder.bind("bytea", payload);
        binder.bind("bytea", meta);
    }

    /** Drawn at once: each draw takes a lock. */
    private byte[][] salts(int count) {
        var drawn = new byte[count * SALT_BYTES];
        random.nextBytes(drawn);
        var salts = new byte[count][];
        for (int i = 0; i < count; i++) {
            salts[i] = Arrays.copyOfRange(drawn, i * SALT_BYTES, (i + 1) * SALT_BYTES);
        }
        return salts;
    }

    private static void bindKeys(Binder binder, List<AppendRequest> requests) throws SQLException {
        record Row(int request, LedgerStore.NewKey key) {}
        var rows = new ArrayList<Row>();
        for (int r = 0; r < requests.size(); r++) {
            for (LedgerStore.NewKey key : requests.get(r).keys()) {
                rows.add(new Row(r + 1, key));
            }
        }
        binder.bind("int4", rows.stream().mapToInt(Row::request).toArray());
        binder.bind("int4", rows.stream().mapToInt(row -> row.key().eventIndex()).toArray());
        binder.bind("text", rows.stream().map(row -> row.key().key().source()).toArray(String[]::new));
        binder.bind("text", rows.stream().map(row -> row.key().key().id()).toArray(String[]::new));
        binder.bind("bytea",
                rows.stream().map(row -> HexFormat.of().parseHex(row.key().contentHash())).toArray(byte[][]::new));
    }

    private static void bindDirectory(Binder binder, List<AppendRequest> requests) throws SQLException {
        record Row(int request, Map.Entry<Anchor, String> entry) {}
        var rows = new ArrayList<Row>();
        for (int r = 0; r < requests.size(); r++) {
            for (Map.Entry<Anchor, String> entry : requests.get(r).directory().entrySet()) {
                rows.add(new Row(r + 1, entry));
            }
        }
        binder.bind("int4", rows.stream().mapToInt(Row::request).toArray());
        binder.bind("text", rows.stream().map(row -> row.entry().getKey().type().name()).toArray(String[]::new));
        binder.bind("text", rows.stream().map(row -> row.entry().getKey().id()).toArray(String[]::new));
        binder.bind("text", rows.stream().map(row -> row.entry().getValue()).toArray(String[]::new));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Sets one array after the other. */
    static final class Binder {
        private final Connection connection;
        private final PreparedStatement statement;
        private int parameter;

        Binder(Connection connection, PreparedStatement statement, int firstParameter) {
            this.connection = connection;
            this.statement = statement;
            this.parameter = firstParameter;
        }

        void bind(String type, Object array) throws SQLException {
            statement.setArray(parameter++, connection.unwrap(PGConnection.class).createArrayOf(type, array));
        }
    }
}
