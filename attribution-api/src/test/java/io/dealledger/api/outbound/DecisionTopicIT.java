package io.dealledger.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.intake.TestKafka;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.query.LiveProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the world outside is told, over a real broker. */
class DecisionTopicIT {
    private static final Instant DAY = Instant.parse("2026-03-02T09:00:00Z");

    private int told;

    @Test
    void everyDecisionGoesOutInOrderWithWhatItRestatesAndWhatADisputeCameTo() throws InterruptedException {
        List<Map<String, @Nullable Object>> events;
        try (var program = new LiveProgram("--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers())) {
            tell(program, 0, "opportunity.created", Map.of("opportunity_id", "KO1", "account_id", "KA1", "deal_type",
                    "new_logo"));
            tell(program, 1, "opportunity.closed_won", Map.of("opportunity_id", "KO1", "amount", "1000.00", "currency",
                    "USD"));
            tell(program, 2, "dispute.opened", Map.of("dispute_id", "KD1", "opportunity_id", "KO1", "claimant", "P1",
                    "claim", Map.of("tag", "sourced", "partner_id", "P1")));
            tell(program, 3, "dispute.resolved", Map.of("dispute_id", "KD1", "decision",
                    Map.of("tag", "sourced", "partner_id", "P1"), "decided_by", "judge", "approved_by", "cfo",
                    "evidence", List.of()));
            program.awaitFolded("outbound");
            events = events();
        }

        assertThat(events).extracting(event -> event.get("type")).containsExactly("attribution.decided.v1",
                "attribution.decided.v1", "attribution.decided.v1", "attribution.decided.v1",
                "attribution.restated.v1", "attribution.dispute_closed.v1");
        var restated = LiveProgram.object(events.get(4).get("data"));
        assertThat(LiveProgram.object(restated.get("before"))).containsEntry("tag", "direct");
        assertThat(LiveProgram.object(restated.get("after"))).containsEntry("tag", "sourced").containsEntry(
                "origin_credit", Map.of("P1", "1000.00"));
        assertThat(LiveProgram.object(events.get(5).get("data"))).containsEntry("dispute_id", "KD1")
                .containsEntry("in_force", true).containsEntry("account_id", "KA1");
        assertThat(events).extracting(event -> event.get("id")).doesNotHaveDuplicates();
        assertThat(TestKafka.records(DecisionTopic.TOPIC)).allSatisfy(record -> {
            assertThat(record.key()).asString().isEqualTo("KA1");
            assertThat(TestKafka.header(record, "ledger_position")).matches("\\d+");
            assertThat(TestKafka.header(record, "content-type")).isEqualTo("application/cloudevents+json");
        });
    }

    private static List<Map<String, @Nullable Object>> events() {
        return TestKafka.records(DecisionTopic.TOPIC).stream().map(ConsumerRecord::value).map(JsonTree::parseObject)
                .toList();
    }

    private void tell(LiveProgram program, int days, String kind, Map<String, Object> members) {
        Instant at = DAY.plus(Duration.ofDays(days));
        program.at(at).post("test", "k" + told++, kind, at, new LinkedHashMap<>(members));
    }
}
