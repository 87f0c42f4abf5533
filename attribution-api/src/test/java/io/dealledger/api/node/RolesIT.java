package io.dealledger.api.node;

import static io.dealledger.api.query.LiveProgram.START;
import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.projections.engine.FoldingProcessor;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** Two nodes that share the work on one database. */
class RolesIT {
    private static final String DATABASE = TestPostgres.newDatabase();
    private static final LiveProgram WRITER = LiveProgram.over(DATABASE, "--ledger.roles=intake,projections");
    private static final LiveProgram READER = LiveProgram.over(DATABASE, "--ledger.roles=query");

    @AfterAll
    static void stop() {
        READER.close();
        WRITER.close();
    }

    @Test
    void oneAnswersWhatTheOtherTookAndFolded() {
        WRITER.at(START).post("crm", "f-1", "account.direct_touch", START, Map.of("account_id", "A-1"));
        assertThat(list(READER.at(START).ask("/v1/accounts/A-1/timeline"), "facts")).hasSize(1);
    }

    @Test
    void eachRefusesWhatIsTheOthers() {
        LiveProgram.Answer refused = READER.post("/v1/facts", "application/cloudevents+json", "{}");
        assertThat(refused.status()).isEqualTo(421);
        assertThat(refused.json()).containsEntry("type", "/problems/not-this-node").containsEntry("accepted", "intake")
                .containsEntry("value", "query");
        assertThat(READER.post("/v1/operations/rebuild", "application/json", "").json()).containsEntry("accepted",
                "projections, seal");
        assertThat(WRITER.get("/v1/share").json()).containsEntry("accepted", "query");
        assertThat(WRITER.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(READER.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void oneTellsWhatTheOtherCouldNotFoldAndFoldsItWhenAsked() throws Exception {
        sql("ALTER TABLE view_timeline.entry ADD CONSTRAINT well CHECK (account_id <> 'A-sick')");
        for (String account : List.of("A-sick", "A-well", "A-sick")) {
            WRITER.post("crm", "sick-" + WRITER.head(), "account.direct_touch", START, Map.of("account_id", account));
        }
        assertThat(list(READER.at(START).ask("/v1/accounts/A-well/timeline"), "facts")).hasSize(1);
        LiveProgram.Answer refused = READER.get("/v1/accounts/A-sick/timeline");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json()).containsEntry("type", "/problems/view-incomplete");
        assertThat(WRITER.get("/actuator/health/readiness").body()).contains("\"set_aside\":1");
        List<?> events = list(WRITER.get("/v1/operations/set-aside").json(), "events");
        assertThat(events).hasSize(2);
        assertThat(object(events.getFirst())).containsEntry("view", "timeline")
                .containsEntry("sequence", "account/A-sick")
                .extractingByKey("cause").asString().contains("\"well\"");

        sql("ALTER TABLE view_timeline.entry DROP CONSTRAINT well");
        assertThat(setAside("retry?view=timeline&sequence=account/A-sick").json()).containsEntry("waiting",
                BigDecimal.ZERO).containsEntry("cause", null);
        assertThat(list(READER.ask("/v1/accounts/A-sick/timeline"), "facts")).hasSize(2);
        assertThat(setAside("retry?view=timeline&sequence=account/A-sick").json()).containsEntry("type",
                "/problems/nothing-set-aside");
        assertThat(setAside("retry?view=share&sequence=account/A-sick").json()).containsEntry("accepted",
                "one of timeline, waiting");
        assertThat(setAside("discard?view=timeline&sequence=account/A-sick").json()).containsEntry("path", "by");
    }

    @Test
    void oneIsNotReadyWhereTheOtherIsBehind() throws Exception {
        try (Connection holding = WRITER.bean(DataSource.class).getConnection();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("SELECT FROM view_engine.checkpoint WHERE view = 'dispute' FOR UPDATE");
            Instant late = START.plus(Duration.ofDays(1));
            WRITER.at(late).post("crm", "late-1", "account.direct_touch", late, Map.of("account_id", "A-late"));
            READER.at(late.plusSeconds(60));
            assertThat(READER.get("/actuator/health/readiness").status()).isEqualTo(200);
            READER.at(late.plusSeconds(61));
            LiveProgram.Answer behind = READER.get("/actuator/health/readiness");
            assertThat(behind.status()).isEqualTo(503);
            assertThat(behind.body()).contains("\"dispute\":{\"state\":\"elsewhere\"")
                    .contains("\"behind_seconds\":61");
            holding.rollback();
        }
        for (String view : List.of("deal", "timeline", "share", "waiting", "program", "parity", "publication",
                "dispute", "feed")) {
            WRITER.awaitFolded(view);
        }
        assertThat(READER.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static LiveProgram.Answer setAside(String asked) {
        return WRITER.post("/v1/operations/set-aside/" + asked, "application/json", "{}");
    }

    private static void sql(String text) throws SQLException {
        try (Connection connection = WRITER.bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Test
    void nobodySignsWhereNoneHasTheSeal() {
        assertThat(READER.get("/v1/ledger/checkpoint").status()).isEqualTo(404);
        assertThat(noView(READER)).isTrue();
    }

    private static boolean noView(LiveProgram node) {
        try {
            node.bean(FoldingProcessor.class);
            return false;
        } catch (NoSuchBeanDefinitionException e) {
            return e.getNumberOfBeansFound() == 0;
        }
    }
}
