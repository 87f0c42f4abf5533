package io.dealledger.api.store;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps appends to streams {@code held/...} in flight, with their rows written and their positions taken, until closed.
 */
final class HeldAppend implements AutoCloseable {
    private static final String TRIGGER = """
            CREATE OR REPLACE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM pg_advisory_xact_lock_shared(4953);
              RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER hold AFTER INSERT ON ledger.ledger_event_p0 FOR EACH ROW
            WHEN (NEW.stream_id LIKE 'held/%') EXECUTE FUNCTION public.hold()""";
    private static final String HELD = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            + " AND objid = 4953 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Connection connection;

    HeldAppend(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRIGGER);
            statement.execute("SELECT pg_advisory_lock(4953)");
        }
    }

    /** Returns once an append is in flight, with the session it is made in. */
    int awaitInFlight() {
        return await().atMost(LONG).pollInterval(SHORT).until(() -> ask(HELD), Objects::nonNull);
    }

    /** Returns once another append waits for the one in flight. */
    void awaitWaitingBehind(int session) {
        await().atMost(LONG).pollInterval(SHORT).until(() -> ask("SELECT pid FROM pg_locks WHERE NOT granted AND "
                + session + " = ANY (pg_blocking_pids(pid))"), Objects::nonNull);
    }

    private @Nullable Integer ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : null;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
