package io.dealledger.api.store;

import static io.dealledger.api.query.LiveProgram.START;
import static io.dealledger.api.query.LiveProgram.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.query.LiveProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The program, serving as a role that does not own the ledger's tables. */
class ServingRoleIT {
    private static final String DATABASE = TestPostgres.newDatabase("ledger_owner", "ledger_service");
    private static final LiveProgram PROGRAM = LiveProgram.over(DATABASE, "--spring.datasource.username=ledger_service",
            "--ledger.database.owner=ledger_owner");

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void takesFactsAndAnswersAsIfItOwnedThem() {
        PROGRAM.at(START).post("crm", "f-1", "account.direct_touch", START, Map.of("account_id", "A-1"));
        assertThat(list(PROGRAM.ask("/v1/accounts/A-1/timeline"), "facts")).hasSize(1);
        PROGRAM.bean(LedgerStore.class).settle(START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ledger.ledger_event SET payload = '{}'", "DELETE FROM ledger.ledger_event",
        "TRUNCATE ledger.ledger_event", "ALTER TABLE ledger.ledger_event DISABLE TRIGGER append_only",
        "DROP TABLE ledger.ledger_event", "INSERT INTO ledger.ledger_event SELECT * FROM ledger.ledger_event",
        "DELETE FROM ledger.ledger_event_p0", "ALTER TABLE ledger.ledger_event DETACH PARTITION ledger.ledger_event_p0",
        "UPDATE ledger.ledger_head SET next_pos = 0", "DELETE FROM ledger.idempotency", "TRUNCATE ledger.directory",
        "UPDATE ledger.stream_head SET last_seq = 0", "DELETE FROM ledger.append_batch", "DROP SCHEMA ledger CASCADE",
        "UPDATE ledger.ledger_name SET name = 'x'", "CREATE TABLE ledger.mine (x int)",
        "DROP FUNCTION ledger.ledger_pass", "SET ROLE ledger_owner", "SET session_replication_role = replica"})
    void cannotChangeWhatIsRecorded(String statement) {
        assertThatThrownBy(() -> execute(statement)).isInstanceOfSatisfying(SQLException.class,
                refused -> assertThat(refused.getSQLState()).as(refused.getMessage()).isEqualTo("42501"));
    }

    @Test
    void isNotStartedAsTheOwner() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(io.dealledger.api.cli.AttributionApplication.class).run(
                "--spring.datasource.url=" + TestPostgres.newDatabase(), "--spring.datasource.username=postgres",
                "--ledger.database.owner=postgres", "--ledger.publish.enabled=false", "--ledger.seal.sign=false"))
                .rootCause().isInstanceOf(LedgerStartException.class)
                .hasMessageContaining("postgres, which is to serve");
    }

    @Test
    void isToldHowToGiveAwayWhatItOwnedUntilNow() throws Exception {
        String url = TestPostgres.newDatabase("later_owner", "former_owner");
        DataSource serving = sessions(url, "former_owner");
        SchemaOwner.prepare(serving, null);
        var owner = new SchemaOwner(sessions(url, "later_owner"));

        assertThatThrownBy(() -> SchemaOwner.prepare(serving, owner)).isInstanceOfSatisfying(
                LedgerStartException.class, refused -> {
                    assertThat(refused)
                            .hasMessageContaining("former_owner, which is to serve, owns the ledger's tables");
                    assertThat(refused.remedy()).contains("operating.md");
                });

        String manual = Files.readString(Path.of("../deploy/docs/operating.md"));
        String given = manual.substring(manual.indexOf("DO $$"), manual.indexOf("END $$;") + "END $$;".length());
        try (Connection connection = sessions(url, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(given.replace("ledger_owner", "later_owner"));
        }
        SchemaOwner.prepare(serving, owner);
    }

    private static DataSource sessions(String url, String user) {
        var sessions = new PGSimpleDataSource();
        sessions.setURL(url);
        sessions.setUser(user);
        return sessions;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PROGRAM.bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
