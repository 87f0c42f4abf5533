package io.dealledger.api.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is kept beside the events and does not follow from them, as rows of JSON: to go along with an export, and to be put
 * back.
 */
public final class KeptTables {
    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    public KeptTables(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH);
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** What a table holds. */
    public enum Kept {
        /** Which account an id belongs to: read when a fact about it comes in. */
        DIRECTORY("ledger.directory", null, false),
        /** What was signed, and by whom. */
        CHECKPOINTS("seal.checkpoint", null, false), SIGNING_KEYS("seal.signing_key", null, false),
        /** Whom pseudonyms stand for, with the secret where the database keeps it. */
        PERSON_SECRET("person.secret", null, true), PEOPLE("person.person", null, true), ERASED("person.erased",
                "number",
                true),
        /** What vendors sent, and what connectors know of records. */
        RAW_MESSAGES("connectors.raw_message", "id", true), RECORD_STATES("connectors.record_state", null,
                true), ACCOUNT_EVIDENCE("connectors.account_evidence", null, true), ACCOUNT_MATCHES(
                        "connectors.account_match", null, true);

        private final String table;
        private final @Nullable String counter;
        private final boolean personal;

        /** @param counter the column that the database counts up; null: none */
        Kept(String table, @Nullable String counter, boolean personal) {
            this.table = table;
            this.counter = counter;
            this.personal = personal;
        }

        /** Whether it may name people: then an export has it only where it is asked for. */
        public boolean personal() {
            return personal;
        }

        /** The file of an export. */
        public String file() {
            return table + ".ndjson";
        }

        /** The table that a word names. */
        static @Nullable Kept of(String table) {
            return BY_TABLE.get(table);
        }

        private static final Map<String, Kept> BY_TABLE = new TreeMap<>();

        static {
            for (Kept kept : values()) {
                BY_TABLE.put(kept.table, kept);
            }
        }

        static List<String> tables() {
            return List.copyOf(BY_TABLE.keySet());
        }
    }

    /** Takes a row. */
    public interface RowConsumer {
        void accept(String json) throws IOException;
    }

    /** Hands out all rows as they are at one moment, after the position of the ledger's last event then. */
    void forEach(Kept kept, RowConsumer consumer) {
        snapshot.executeWithoutResult(_ -> {
            take(consumer, "{\"position\":"
                    + jdbc.queryForObject("SELECT next_pos - 1 FROM ledger.ledger_head", Long.class) + "}");
            jdbc.query("SELECT row_to_json(t)::text FROM " + kept.table + " t ORDER BY 1",
                    row -> {
                        take(consumer, row.getString(1));
                    });
        });
    }

    private static void take(RowConsumer consumer, String json) {
        try {
            consumer.accept(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts rows back; those that are there already stay, but for a secret that serves nothing yet. */
    public void put(Kept kept, List<String> rows) {
        if (kept == Kept.PERSON_SECRET && !rows.isEmpty()) {
            jdbc.update("DELETE FROM person.secret WHERE NOT EXISTS (SELECT FROM person.person)");
        }
        jdbc.batchUpdate(
                "INSERT INTO " + kept.table + " OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_record(null::"
                        + kept.table + ", ?::json) ON CONFLICT DO NOTHING",
                rows.stream().map(row -> new Object[]{row}).toList());
        if (kept.counter != null && !rows.isEmpty()) {
            jdbc.query("SELECT setval(pg_get_serial_sequence('" + kept.table + "', '" + kept.counter + "'), max("
                    + kept.counter + ")) FROM " + kept.table, _ -> {});
        }
    }
}
