package io.dealledger.api.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The ledger's own tables, in a schema and with a history of their own: read models come and go beside them. */
final class LedgerSchema {
    private LedgerSchema() {}

    static void migrate(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).locations("classpath:db/migration/ledger").schemas("ledger")
                .table("ledger_schema_history").cleanDisabled(true).load().migrate();
    }
}
