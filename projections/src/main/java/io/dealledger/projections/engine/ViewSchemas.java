package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Each view's tables live in a schema of their own, with a migration history of their own. */
public final class ViewSchemas {
    /** As {@link #of}, in SQL: {@code ?} stands for the schema of generation 0, and there may be no generation yet. */
    static final String OF_GENERATION = "? || CASE WHEN generation > 0 THEN '_g' || generation ELSE '' END";

    private static final String HISTORY = "migration_history";

    private ViewSchemas() {}

    /** Where a generation of a view's tables is. */
    static String of(String view, int generation) {
        return "view_" + view + (generation == 0 ? "" : "_g" + generation);
    }

    /** Brings the checkpoint table and the tables of these views to the newest version. */
    public static void migrate(DataSource dataSource, List<String> views) {
        migrate(dataSource, "engine", of("engine", 0), "engine");
        try (Connection connection = dataSource.getConnection()) {
            for (String view : views) {
                migrate(dataSource, view, of(view, Checkpoints.read(connection, view).generation()), view);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the read models' tables cannot be brought to the newest version", e);
        }
    }

    /** @param checkpoint what a migration has to delete, as {@code ${view}}, where the view must be folded anew after it */
    static void migrate(DataSource dataSource, String view, String schema, String checkpoint) {
        Flyway.configure(ViewSchemas.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/views/" + view).schemas(schema).defaultSchema(schema)
                .placeholders(Map.of("view", checkpoint)).table(HISTORY).failOnMissingLocations(true).load().migrate();
    }

    /** Drops every generation of a view's tables but one. */
    static void dropOthers(Connection connection, String view, int kept) throws SQLException {
        var others = new ArrayList<String>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT nspname FROM pg_namespace WHERE nspname ~ ('^' || ? || '(_g[0-9]+)?$') AND nspname <> ?")) {
            statement.setString(1, of(view, 0));
            statement.setString(2, of(view, kept));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    others.add(rows.getString(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String schema : others) {
                statement.execute("DROP SCHEMA " + schema + " CASCADE");
            }
        }
    }

    /** Makes these tables the connection's search path until the transaction ends. */
    static void use(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path TO " + schema);
        }
    }

    /** Empties the tables. */
    static void clear(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection, schema)) {
                statement.execute("TRUNCATE " + schema + "." + table);
            }
        }
    }

    /** SHA-256 over every row of every table of the schema, whatever their physical order: equal content, equal digest. */
    static String digest(Connection connection, String schema) throws SQLException {
        var digest = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection, schema)) {
                String sql = """
                        SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line), ''), 'UTF8')), 'hex')
                        FROM (SELECT t::text COLLATE "C" AS line FROM %s.%s t) lines"""
                        .formatted(schema, table);
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    digest.append(table).append('=').append(row.getString(1)).append(';');
                }
            }
        }
        return digest.toString();
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        var tables = new ArrayList<String>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT table_name FROM information_schema.tables
                WHERE table_schema = ? AND table_type = 'BASE TABLE' AND table_name <> ? ORDER BY table_name""")) {
            statement.setString(1, schema);
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
