package io.dealledger.projections.engine;

import java.sql.Connection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How a view's tables are read inside the transaction that folds. */
public final class Sql {
    /** A row that still stands has this as its end. */
    public static final long STANDS = Long.MAX_VALUE;

    private Sql() {}

    public static JdbcClient on(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }
}
