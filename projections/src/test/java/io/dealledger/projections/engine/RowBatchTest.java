package io.dealledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.projections.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBatchTest {
    private static final List<String> TEXTS = List.of("", "plain", "tab\there", "two\nlines", "return\r", "\\N", "\\.",
            "back\\slash", "{\"a\": [1]}", "Zürich 🧾", "NULL", "'quoted', \"too\"");

    private final DataSource database = TestDatabase.with();

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 50, 20_000})
    void insertsWhatItWasGivenHoweverManyRows(int rows) throws SQLException {
        var batch = new RowBatch("int8", "text", "numeric", "timestamptz", "bool");
        var expected = new ArrayList<String>();
        for (int i = 0; i < rows; i++) {
            String text = TEXTS.get(i % TEXTS.size());
            boolean given = i % 3 > 0;
            batch.add((long) i, text, given ? new BigDecimal("12.30") : null,
                    given ? OffsetDateTime.of(2026, 3, 1, 12, 0, 0, 123_456_000, ZoneOffset.UTC) : null, given);
            expected.add(i + "|" + text + (given ? "|12.30|2026-03-01 12:00:00.123456+00|t" : "|-|-|f"));
        }

        assertThat(inserted(batch)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void insertsWhatPostgresCannotHoldAsTheNearestThing(int rows) throws SQLException {
        var batch = new RowBatch("int8", "text", "numeric", "timestamptz", "bool");
        for (long i = 0; i < rows; i++) {
            batch.add(i, "nul\u0000", null, OffsetDateTime.of(0, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), true);
        }

        assertThat(inserted(batch)).startsWith("0|nul\uFFFD|-|0001-01-01 00:00:00+00 BC|t");
    }

    @Test
    void leavesTheConnectionUsableWhenACopyIsRefused() throws SQLException {
        var batch = new RowBatch("int8", "text", "numeric", "timestamptz", "bool");
        Collections.nCopies(100, 7L).forEach(same -> batch.add(same, "again", null, null, true));

        try (Connection connection = connection()) {
            assertThatThrownBy(() -> insert(batch, connection)).isInstanceOf(SQLException.class)
                    .hasMessageContaining("duplicate key");
            connection.rollback();
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    private List<String> inserted(RowBatch batch) throws SQLException {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            insert(batch, connection);
            var lines = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery("SELECT * FROM taken ORDER BY number")) {
                while (rows.next()) {
                    lines.add(rows.getString(1) + "|" + rows.getString(2) + "|" + shown(rows.getString(3)) + "|"
                            + shown(rows.getString(4)) + "|" + rows.getString(5));
                }
            }
            return lines;
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "-" : value;
    }

    private Connection connection() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
            statement.execute("""
                    CREATE TEMPORARY TABLE taken (number bigint PRIMARY KEY, text text, amount numeric, at timestamptz,
                      given boolean)""");
        }
        return connection;
    }

    private static void insert(RowBatch batch, Connection connection) throws SQLException {
        batch.insert(connection, "taken", "number, text, amount, at, given");
    }
}
