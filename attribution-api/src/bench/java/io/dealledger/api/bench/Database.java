package io.dealledger.api.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of its own for each engine, all on one server. */
record Database(HikariDataSource pool) implements AutoCloseable {
    /** As many as there are clients, so that no engine waits for a connection. */
    private static final int CONNECTIONS = 34;

    static Database create(EmbeddedPostgres server, String name, String urlSuffix) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", name) + urlSuffix);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        return new Database(new HikariDataSource(config));
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
