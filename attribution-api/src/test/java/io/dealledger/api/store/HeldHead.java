package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Another node in the middle of an append: until closed, nobody else appends. */
public final class HeldHead implements AutoCloseable {
    private final Connection connection;

    public HeldHead(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM ledger.ledger_head FOR UPDATE");
        }
    }

    /** Returns once an append waits for this one. */
    public void awaitWaiting() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean waiting = false;
            while (!waiting) {
                statement.execute("SELECT pg_stat_clear_snapshot()");
                try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))")) {
                    row.next();
                    waiting = row.getBoolean(1);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
