package io.dealledger.api.store;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;

/** Sessions that somebody keeps for good, for what dies with a session: a lock, a subscription. */
public final class OwnSessions {
    private OwnSessions() {}

    /** To the same database as the pool, but none of its own. */
    public static DataSource beside(DataSource pool) {
        return DataSourceBuilder.derivedFrom(pool).type(PGSimpleDataSource.class).build();
    }
}
