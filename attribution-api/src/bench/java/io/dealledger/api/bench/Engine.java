package io.dealledger.api.bench;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One way to keep events in PostgreSQL. */
interface Engine extends AutoCloseable {
    String name();

    /** Returns when the unit is durable. Called by many threads. */
    void append(Unit unit) throws Exception;

    /** Reads from the beginning and makes objects of what it reads. @return the number of events read before the end or enough */
    long replay(BooleanSupplier enough) throws Exception;

    Database database();

    /** Bytes on disk per event, indexes and all; null if it is not comparable. */
    default @Nullable Double bytesPerEvent() throws SQLException {
        return null;
    }

    @Override
    default void close() {}
}
