package io.dealledger.projections.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants in {@code timestamptz} columns, which hold microseconds. */
public final class SqlTime {
    private SqlTime() {}

    /** Cut to microseconds, because PostgreSQL would round and could move an instant into the next week. */
    public static OffsetDateTime of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** @throws IllegalStateException if the column is null */
    public static Instant get(ResultSet row, String column) throws SQLException {
        Instant instant = getOrNull(row, column);
        if (instant == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return instant;
    }

    public static @Nullable Instant getOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
