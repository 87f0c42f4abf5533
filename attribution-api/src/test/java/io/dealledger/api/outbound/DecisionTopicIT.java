package io.dealledger.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.intake.TestKafka;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.query.LiveProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the world outside is told, over a real broker. */
class DecisionTopicIT {
    private static final Instant DAY = Instant.parse("2026-03-02T09:00:00Z");

    private int told;

    @Test
    void everyDecisionGoesOutInOrderWithWhatItRestatesAndWhatADisputeCameTo() throws Exception {
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
        var document = new OutboundDocument();
        for (Map<String, @Nullable Object> event : events) {
            assertThat(document.problems(event)).as(String.valueOf(event)).isEmpty();
        }
        assertThat(document.membersOf("attribution.decided.v1")).isEqualTo(members(events.get(3)));
        assertThat(document.membersOf("attribution.restated.v1")).isEqualTo(members(events.get(4)));
        assertThat(document.membersOf("attribution.dispute_closed.v1")).isEqualTo(members(events.get(5)));
        assertThat(document.types()).containsExactlyInAnyOrder(Messages.DECIDED, Messages.RESTATED, Messages.DISPUTE);
        assertThat(document.topic()).isEqualTo(DecisionTopic.TOPIC);
        assertThat(ours()).allSatisfy(record -> {
            assertThat(record.key()).asString().isEqualTo("KA1");
            assertThat(TestKafka.header(record, "ledger_position")).matches("\\d+");
            assertThat(TestKafka.header(record, "content-type")).isEqualTo("application/cloudevents+json");
            assertThat(document.headers()).containsExactlyInAnyOrderElementsOf(Arrays.stream(record.headers()
                    .toArray()).map(Header::key).toList());
        });
    }

    /** Those of other tests stand there too. */
    private static List<ConsumerRecord<byte[], byte[]>> ours() {
        return TestKafka.records(DecisionTopic.TOPIC).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("KA1")).toList();
    }

    private static Set<String> members(Map<String, @Nullable Object> event) {
        return new TreeSet<>(LiveProgram.object(event.get("data")).keySet());
    }

    private static List<Map<String, @Nullable Object>> events() {
        return ours().stream().map(ConsumerRecord::value).map(JsonTree::parseObject)
                .toList();
    }

    private void tell(LiveProgram program, int days, String kind, Map<String, Object> members) {
        Instant at = DAY.plus(Duration.ofDays(days));
        program.at(at).post("test", "k" + told++, kind, at, new LinkedHashMap<>(members));
    }
}
