package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Each view's tables live in a schema of their own, with a migration history of their own. */
public final class ViewSchemas {
    private static final String HISTORY = "migration_history";

    private ViewSchemas() {}

    /** Where a view's tables are. */
    static String of(String view) {
        return "view_" + view;
    }

    /** Brings the checkpoint table and the tables of these views to the newest version. */
    public static void migrate(DataSource dataSource, List<String> views) {
        migrate(dataSource, "engine");
        views.forEach(view -> migrate(dataSource, view));
    }

    private static void migrate(DataSource dataSource, String view) {
        Flyway.configure(ViewSchemas.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/views/" + view).schemas(of(view)).defaultSchema(of(view))
                .table(HISTORY).failOnMissingLocations(true).load().migrate();
    }

    /** Makes the view's tables the connection's search path until the transaction ends. */
    static void use(Connection connection, String view) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path TO " + of(view));
        }
    }

    /** Empties the view's tables. */
    static void clear(Connection connection, String view) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection, view)) {
                statement.execute("TRUNCATE " + of(view) + "." + table);
            }
        }
    }

    /** SHA-256 over every row of every table of the view, whatever their physical order: equal content, equal digest. */
    static String digest(Connection connection, String view) throws SQLException {
        var digest = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection, view)) {
                String sql = """
                        SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line), ''), 'UTF8')), 'hex')
                        FROM (SELECT t::text COLLATE "C" AS line FROM %s.%s t) lines"""
                        .formatted(of(view), table);
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    digest.append(table).append('=').append(row.getString(1)).append(';');
                }
            }
        }
        return digest.toString();
    }

    private static List<String> tables(Connection connection, String view) throws SQLException {
        var tables = new ArrayList<String>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT table_name FROM information_schema.tables
                WHERE table_schema = ? AND table_type = 'BASE TABLE' AND table_name <> ? ORDER BY table_name""")) {
            statement.setString(1, of(view));
            statement.setString(2, HISTORY);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }
}
