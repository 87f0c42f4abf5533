package io.dealledger.api.node;

import static io.dealledger.api.query.LiveProgram.START;
import static io.dealledger.api.query.LiveProgram.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.projections.engine.FoldingProcessor;
import java.util.Map;
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
