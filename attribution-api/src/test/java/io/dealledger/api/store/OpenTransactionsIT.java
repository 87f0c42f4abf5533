package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.store.AppendOutcome.Appended;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Transactions that somebody keeps open hold up neither appends nor those who follow: a ledger ordered by transaction ids
 * would stand still for as long as any of these lives.
 */
class OpenTransactionsIT {
    private static final int WRITERS = 8;
    private static final int EACH = 40;

    private final String url = TestPostgres.newDatabase();

    @Test
    void aWriterInAnotherDatabaseOfTheServer() throws Exception {
        try (var open = open(TestPostgres.newDatabase(), "CREATE TABLE unfinished ()")) {
            everythingGoesOn();
            assertThat(ask(open, "SELECT pg_current_xact_id_if_assigned() IS NOT NULL")).as("still writing")
                    .isEqualTo("t");
        }
    }

    @Test
    void aPreparedTransactionThatNobodyEnds() throws Exception {
        try (var forgotten = open(url, "CREATE TABLE unfinished ()", "PREPARE TRANSACTION 'forgotten'")) {
            everythingGoesOn();
            assertThat(ask(forgotten, "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"))
                    .isEqualTo("forgotten");
        } finally {
            TestPostgres.execute(url, "ROLLBACK PREPARED 'forgotten'");
        }
    }

    @Test
    void aReaderWithASnapshotOfLongAgo() throws Exception {
        try (var ledger = RunningLedger.on(url)) {
            assertThat(ledger.store.head()).isEqualTo(-1);
        }
        String count = "SELECT count(*) FROM ledger.ledger_event";
        try (var reader = open(url, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", count)) {
            everythingGoesOn();
            assertThat(ask(reader, count)).as("what it saw first").isEqualTo("0");
        }
    }

    private void everythingGoesOn() throws Exception {
        try (var ledger = RunningLedger.on(url);
                var followers = Followers.of(ledger);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String stream = "account/" + writer;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        assertThat(ledger.pipeline.appendAndWait(Appends.to(stream, i, 1, MARCH_30)))
                                .isInstanceOf(Appended.class);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            followers.assertHaveSeenAll();
            assertThat(ledger.store.head()).isEqualTo(WRITERS * EACH - 1L);
        }
    }

    private static Connection open(String url, String... statements) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return connection;
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
