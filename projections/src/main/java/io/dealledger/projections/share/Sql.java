package io.dealledger.projections.share;

import java.sql.Connection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How this view's tables are read inside the transaction that folds. */
final class Sql {
    /** A row that still stands has this as its end. */
    static final long STANDS = Long.MAX_VALUE;

    private Sql() {}

    static JdbcClient on(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }
}
