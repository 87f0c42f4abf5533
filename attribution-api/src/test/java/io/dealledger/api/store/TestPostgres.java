package io.dealledger.api.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of somebody else, as the ledger sees it: one per test run, a new database for each call. */
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    /** The JDBC URL of a new, empty database. */
    public static String newDatabase() {
        String name = "ledger_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** The JDBC URL of a new database with what is in another, to which nobody is connected. */
    public static String copyOf(String url) {
        String name = "ledger_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + url.replaceFirst(".*/([^/?]+)(\\?.*)?$", "$1"));
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** A new database in which these new roles may make schemas; the URL names none of them. */
    public static String newDatabase(String... makers) {
        String name = newDatabase().replaceAll(".*/([a-z0-9_]+)\\?.*", "$1");
        for (String maker : makers) {
            execute("CREATE ROLE " + maker + " LOGIN");
            execute("GRANT CREATE ON DATABASE " + name + " TO " + maker);
        }
        return "jdbc:postgresql://localhost:" + port() + "/" + name;
    }

    static int port() {
        return SERVER.getPort();
    }

    private static void execute(String sql) {
        execute(SERVER.getJdbcUrl("postgres", "postgres"), sql);
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_prepared_transactions", "2").start();
        } catch (IOException e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
    }
}
