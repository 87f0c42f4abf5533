package io.dealledger.api.store;

import io.dealledger.api.store.AppendStatement.Binder;
import io.dealledger.fact.Anchor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Has the database follow a log outside of it, position by position, so that everything is read where it always is. */
final class LogFollower {
    private static final String FOLLOW = "SELECT ledger.ledger_follow("
            + String.join(",", Collections.nCopies(17, "?")) + ")";
    private static final String HEAD_MOVED = "23001";
    private static final int PAGE = 1_000;

    private final DataSource dataSource;
    private final EventTypes types;
    private final EventLog log;

    LogFollower(DataSource dataSource, EventTypes types, EventLog log) {
        this.dataSource = dataSource;
        this.types = types;
        this.log = log;
    }

    /** @throws LedgerStartException if the database holds another ledger than the log, or the log does not answer */
    void begin() {
        try {
            long head = head();
            UUID here = idAt(head);
            if (here != null && (log.last() < head || !log.read(head - 1, 1).getFirst().id().equals(here))) {
                throw new LedgerStartException("The database holds a ledger of " + (head + 1)
                        + " events that is not the beginning of what the Axon Server holds.",
                        "Give the context of axon.axonserver.context the database that belongs to it, or an empty one: it"
                                + " is filled from there.",
                        null);
            }
            catchUp();
        } catch (LedgerUnavailableException e) {
            throw new LedgerStartException("The ledger's events are with an Axon Server, and it does not answer: "
                    + e.getMessage() + ".",
                    "Start it, correct axon.axonserver.servers, or set axon.axonserver.enabled=false for a ledger that is"
                            + " kept in PostgreSQL.",
                    e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot follow the Axon Server", e);
        }
    }

    /** Returns when the database has everything that the log had when this was called. */
    void catchUp() throws SQLException {
        List<LoggedEvent> page;
        do {
            page = log.read(head(), PAGE);
            follow(page);
        } while (!page.isEmpty());
    }

    long head() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT next_pos - 1 FROM ledger.ledger_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The id of the event at a position; null if there is none. */
    @Nullable
    UUID idAt(long position) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection
                        .prepareStatement("SELECT event_id FROM ledger.ledger_event WHERE position = ?")) {
            query.setLong(1, position);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    /** Where an event is; null if it is not there. */
    @Nullable
    Long positionOf(LoggedEvent event) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT position FROM ledger.ledger_event"
                        + " WHERE stream_id = ? AND stream_seq = ? AND event_id = ?")) {
            query.setString(1, event.streamId());
            query.setLong(2, event.sequence());
            query.setObject(3, event.id());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    private void follow(List<LoggedEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        List<LedgerRestore.Restored> restored = events.stream().map(LoggedEvent::restored).toList();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(FOLLOW)) {
            var binder = LedgerRestore.bind(connection, statement, restored, types);
            bindDirectory(binder, events.stream().flatMap(event -> event.directory().entrySet().stream()).toList());
            statement.execute();
        } catch (SQLException e) {
            if (!HEAD_MOVED.equals(e.getSQLState())) { // another node was faster
                throw e;
            }
        }
    }

    private static void bindDirectory(Binder binder, List<Map.Entry<Anchor, String>> entries) throws SQLException {
        binder.bind("text", texts(entries.stream().map(entry -> entry.getKey().type().name())));
        binder.bind("text", texts(entries.stream().map(entry -> entry.getKey().id())));
        binder.bind("text", texts(entries.stream().map(Map.Entry::getValue)));
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }
}
