package io.dealledger.projections.engine;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for one statement that takes a whole batch: one array per column, read by {@code unnest}. One round trip and one
 * plan, however many rows.
 */
public final class RowBatch {
    private static final DateTimeFormatter BEFORE_CHRIST = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx G", Locale.ENGLISH);

    /** Fewer rows are inserted sooner than COPY has begun. */
    private static final int WORTH_COPYING = 50;
    private static final int COPIED_AT_ONCE = 1 << 16;

    private final List<String> types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** @param types PostgreSQL's element type of each column, in the order of the statement's parameters */
    public RowBatch(String... types) {
        this.types = List.of(types);
    }

    /** @param values one per column; what the driver can write as text: strings, numbers, booleans, OffsetDateTime */
    public void add(@Nullable Object... values) {
        if (values.length != types.size()) {
            throw new IllegalArgumentException(values.length + " values for " + types.size() + " columns");
        }
        rows.add(values.clone());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * @param sql has one array parameter per column
     * @return the number of rows changed; 0 without asking the database if there are no rows
     */
    public int execute(Connection connection, String sql) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int column = 0; column < types.size(); column++) {
                statement.setArray(column + 1, connection.createArrayOf(types.get(column), column(column)));
            }
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts the rows: many of them by COPY, which PostgreSQL takes in about half the time.
     *
     * @param columns separated by commas, in the order of the types
     */
    public void insert(Connection connection, String table, String columns) throws SQLException {
        String into = table + " (" + columns + ")";
        if (rows.size() < WORTH_COPYING) {
            String parameters = String.join(", ", Collections.nCopies(types.size(), "?"));
            var _ = execute(connection, "INSERT INTO " + into + " SELECT * FROM unnest(" + parameters + ")");
        } else {
            copy(connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + into + " FROM STDIN"));
        }
    }

    private void copy(CopyIn copying) throws SQLException {
        try {
            var lines = new StringBuilder();
            for (@Nullable
            Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    appendCopied(lines, text(row[column])).append(column + 1 < row.length ? '\t' : '\n');
                }
                if (lines.length() >= COPIED_AT_ONCE) {
                    send(copying, lines);
                }
            }
            send(copying, lines);
            var _ = copying.endCopy();
        } finally {
            if (copying.isActive()) {
                copying.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copying, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copying.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private static StringBuilder appendCopied(StringBuilder line, @Nullable String value) {
        if (value == null) {
            return line.append("\\N");
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(character);
            }
        }
        return line;
    }

    private @Nullable Object[] column(int column) {
        var values = new @Nullable Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = text(rows.get(row)[column]);
        }
        return values;
    }

    /**
     * What a source may say and PostgreSQL cannot hold must not stop a view: the year 0 is 1 BC there, and no text has
     * the character U+0000.
     */
    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case OffsetDateTime time when time.getYear() <= 0 -> BEFORE_CHRIST.format(time);
            default -> value.toString().replace('\u0000', '\uFFFD');
        };
    }
}
