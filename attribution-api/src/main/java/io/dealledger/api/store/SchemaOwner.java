package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that owns the ledger's tables. It brings them to the newest version at a start and is used for nothing else: the
 * role that serves reads them, and adds to them through functions that do nothing but add.
 */
final class SchemaOwner {
    private static final Logger log = LoggerFactory.getLogger(SchemaOwner.class);
    /** In the order of being run; {@code %s} is the role that serves. */
    private static final String ALLOW = """
            GRANT USAGE ON SCHEMA ledger TO %1$s;
            REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC, %1$s;
            GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO %1$s;
            ALTER DEFAULT PRIVILEGES IN SCHEMA ledger GRANT SELECT ON TABLES TO %1$s;
            GRANT INSERT ON ledger.append_batch TO %1$s;
            REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger TO %1$s""";
    private static final String SERVED_ALONE = """
            SELECT EXISTS (SELECT FROM pg_tables
              WHERE schemaname = 'ledger' AND tablename = 'ledger_event' AND tableowner = current_user)""";
    private static final String CAN_CHANGE = """
            SELECT has_table_privilege('ledger.ledger_event', 'UPDATE, DELETE, TRUNCATE')
                OR pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'ledger.ledger_event'::regclass), 'USAGE')""";

    private final DataSource sessions;

    SchemaOwner(DataSource sessions) {
        this.sessions = sessions;
    }

    /**
     * Makes the ledger's tables ready for the role that the pool connects as.
     *
     * @param owner null where that role is to own them itself
     * @throws LedgerStartException if there is an owner, and the role that serves could change what is recorded all the same
     */
    static void prepare(DataSource pool, @Nullable SchemaOwner owner) throws SQLException {
        if (owner == null) {
            LedgerSchema.migrate(pool);
            log.warn(
                    "The role that serves owns the ledger's tables. Set ledger.database.owner, and no statement of this"
                            + " service can change what is recorded.");
            return;
        }
        String role = quoted(pool);
        refuseIfItServedAlone(pool, role, quoted(owner.sessions));
        LedgerSchema.migrate(owner.sessions);
        try (Connection connection = owner.sessions.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // two nodes may start at once, and PostgreSQL lets only one change a grant at a time
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger_grants', 0))");
            statement.execute(ALLOW.formatted(role));
            connection.commit();
        }
        refuseIfItCanChange(pool, role);
    }

    private static void refuseIfItServedAlone(DataSource pool, String role, String owner) throws SQLException {
        if (!role.equals(owner) && is(pool, SERVED_ALONE)) {
            throw new LedgerStartException(
                    "The role %s, which is to serve, owns the ledger's tables, and ledger.database.owner is %s."
                            .formatted(role, owner),
                    "Have an administrator give them to %s once, as deploy/docs/operating.md says under \"Two roles\". Or leave"
                            .formatted(owner) + " ledger.database.owner out, and one role does both.",
                    null);
        }
    }

    private static void refuseIfItCanChange(DataSource pool, String role) throws SQLException {
        if (is(pool, CAN_CHANGE)) {
            throw new LedgerStartException(
                    "The role %s, which is to serve, could change what is recorded although ledger.database.owner is set."
                            .formatted(role),
                    "Let spring.datasource.username name a role that is neither the owner, nor a member of it, nor a"
                            + " superuser.",
                    null);
        }
    }

    private static boolean is(DataSource pool, String question) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String quoted(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT quote_ident(current_user)")) {
            row.next();
            return row.getString(1);
        }
    }
}
