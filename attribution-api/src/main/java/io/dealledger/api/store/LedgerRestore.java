package io.dealledger.api.store;

import io.dealledger.account.LedgerEvent;
import io.dealledger.api.store.AppendStatement.Binder;
import io.dealledger.fact.Anchor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Puts exported events back, byte for byte, at the positions that they had. */
public final class LedgerRestore {
    private static final String RESTORE = "SELECT ledger.ledger_restore("
            + String.join(",", Collections.nCopies(14, "?")) + ")";
    private static final String RESTORED = "SELECT ledger.ledger_restored(?,?,?)";

    private final DataSource dataSource;
    private final EventTypes types;
    private final boolean allowed;

    /** @param allowed whether the database is the ledger, and does not follow a log elsewhere */
    LedgerRestore(DataSource dataSource, EventTypes types, boolean allowed) {
        this.allowed = allowed;
        this.dataSource = dataSource;
        this.types = types;
    }

    /**
     * An event as it was stored.
     *
     * @param payload canonical JSON
     * @param meta    canonical JSON
     */
    public record Restored(long position, Instant recordedAt, String stream, long sequence, UUID id, String type,
            byte[] salt, byte[] payload, byte[] meta, LedgerEvent event) {}

    /** @param events without holes, the first at the head: all of them are durable when this returns, or none */
    public void append(List<Restored> events) throws SQLException {
        if (!allowed) {
            throw new LedgerStartException(
                    "An export is restored into PostgreSQL, and this ledger is kept by an Axon Server.",
                    "Restore with axon.axonserver.enabled=false, or restore the Axon Server from its own backup.",
                    null);
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RESTORE)) {
            var _ = bind(connection, statement, events, types);
            statement.execute();
        }
    }

    /** Binds the parameters of {@code ledger_restore}; gives what binds those after them. */
    static Binder bind(Connection connection, PreparedStatement statement, List<Restored> events, EventTypes types)
            throws SQLException {
        statement.setLong(1, events.getFirst().position());
        var binder = new Binder(connection, statement, 2);
        binder.bind("int8", events.stream().mapToLong(each -> micros(each.recordedAt())).toArray());
        binder.bind("int8", events.stream()
                .mapToLong(each -> micros(BusinessTime.of(each.event(), each.recordedAt()))).toArray());
        binder.bind("uuid", events.stream().map(Restored::id).toArray(UUID[]::new));
        binder.bind("int8", events.stream().mapToLong(Restored::sequence).toArray());
        binder.bind("int2", events.stream().map(each -> types.id(each.type())).toArray(Short[]::new));
        binder.bind("text", events.stream().map(Restored::stream).toArray(String[]::new));
        binder.bind("bytea", events.stream().map(Restored::salt).toArray(byte[][]::new));
        binder.bind("bytea", events.stream().map(Restored::payload).toArray(byte[][]::new));
        binder.bind("bytea", events.stream().map(Restored::meta).toArray(byte[][]::new));
        bindKeys(binder, events);
        return binder;
    }

    private static void bindKeys(Binder binder, List<Restored> events) throws SQLException {
        var keys = new ArrayList<LedgerStore.NewKey>();
        for (int i = 0; i < events.size(); i++) {
            LedgerStore.NewKey key = LedgerStore.NewKey.of(events.get(i).event(), i);
            if (key != null) {
                keys.add(key);
            }
        }
        binder.bind("int4", keys.stream().mapToInt(LedgerStore.NewKey::eventIndex).toArray());
        binder.bind("text", keys.stream().map(key -> key.key().source()).toArray(String[]::new));
        binder.bind("text", keys.stream().map(key -> key.key().id()).toArray(String[]::new));
        binder.bind("bytea", keys.stream().map(key -> HexFormat.of().parseHex(key.contentHash()))
                .toArray(byte[][]::new));
    }

    /** Ends the restore. @param directory which account each id belongs to */
    public void finish(Map<Anchor, String> directory) throws SQLException {
        var entries = List.copyOf(directory.entrySet());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RESTORED)) {
            var binder = new Binder(connection, statement, 1);
            binder.bind("text", entries.stream().map(entry -> entry.getKey().type().name()).toArray(String[]::new));
            binder.bind("text", entries.stream().map(entry -> entry.getKey().id()).toArray(String[]::new));
            binder.bind("text", entries.stream().map(Map.Entry::getValue).toArray(String[]::new));
            statement.execute();
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
