package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One dispute from its filing to the end of its appeal, over a published week: the numbers are those of SHR-05. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisputeIT {
    private static final Instant MARCH_1 = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MARCH_4 = Instant.parse("2026-03-04T12:00:00Z");

    private static LiveProgram program;
    private static long decided;

    @BeforeAll
    static void publish() {
        program = new LiveProgram().at(MARCH_1);
        Deals.created(program, "O1", true, MARCH_1);
        Deals.created(program, "O2", true, MARCH_1);
        Deals.created(program, "O3", false, MARCH_1);
        program.at(MARCH_4);
        Deals.won(program, "O1", "46000.00", MARCH_4);
        Deals.won(program, "O2", "6000.00", MARCH_4);
        Deals.won(program, "O3", "48000.00", MARCH_4);
        program.at(Instant.parse("2026-03-09T06:00:00Z"));
        assertThat(program.post("/v1/publications", "application/json", "{\"week\":\"2026-W10\"}").body())
                .contains("\"share\":\"0.520000\"");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    @Order(1)
    void isOpenWithItsClocksAndWhatIsAtStake() {
        say("x1", "2026-03-10T09:00:00Z", "dispute.opened", Map.of("opportunity_id", "O2", "claimant", "ae-1", "claim",
                Map.of("tag", "direct"), "statement", "I had met them in January"));

        var answer = program.ask("/v1/disputes/X1");
        assertThat(answer).containsEntry("statement", "I had met them in January").containsEntry("policy", "v1");
        assertThat(object(answer.get("dispute"))).containsEntry("status", "open").containsEntry("claimant", "ae-1")
                .containsEntry("tag", "sourced").containsEntry("amount", "6000.00");
        assertThat(clocks(answer)).containsEntry("filed_at", "2026-03-10T09:00:00Z").containsEntry("filed_late", false)
                .containsEntry("filing_ends", "2026-06-02T12:00:00Z")
                .containsEntry("acknowledge_by", "2026-03-13T00:00:00Z").containsEntry("acknowledged_at", null)
                .containsEntry("decide_by", "2026-04-01T00:00:00Z").containsEntry("overdue", false);
        var stake = object(answer.get("stake"));
        assertThat(stake).containsEntry("from", "sourced").containsEntry("to", "direct")
                .containsEntry("amount", "6000.00");
        assertThat(list(stake, "readings")).hasSize(3);
        assertThat(object(list(stake, "readings").getFirst())).containsEntry("share", "0.520000")
                .containsEntry("if_upheld", "0.460000");
        assertThat(bounds()).containsEntry("low", "0.460000").containsEntry("high", "0.520000");
    }

    @Test
    @Order(2)
    void isAcknowledgedBySomebodyElsesEvidence() {
        say("x2", "2026-03-11T09:00:00Z", "dispute.evidence_added",
                Map.of("evidence", List.of("prm/reg-O2"), "actor", "pm-1"));

        assertThat(clocks(program.ask("/v1/disputes/X1"))).containsEntry("acknowledged_at", "2026-03-11T09:00:00Z")
                .containsEntry("acknowledge_overdue", false);
    }

    @Test
    @Order(3)
    void hasNoForceDecidedByOnePersonAlone() {
        say("x3", "2026-03-12T09:00:00Z", "dispute.resolved", decision("cro-1", "cro-1"));

        var answer = program.ask("/v1/disputes/X1");
        assertThat(object(answer.get("dispute"))).containsEntry("status", "without_force")
                .containsEntry("in_force", false).containsEntry("tag", "sourced");
        assertThat(object(list(answer, "course").getLast())).containsEntry("code",
                "decision_ignored_segregation_of_duties");
        assertThat(list(answer, "rule").toString()).contains("not three people free to decide");
        assertThat(weekly()).containsEntry("share", "0.520000");
    }

    @Test
    @Order(4)
    void decidedByThreePeopleItRestatesThePublishedWeek() {
        say("x4", "2026-03-13T09:00:00Z", "dispute.resolved", decision("judge-1", "cro-1"));
        decided = program.head();

        var answer = program.ask("/v1/disputes/X1");
        assertThat(object(answer.get("dispute"))).containsEntry("status", "decided").containsEntry("in_force", true)
                .containsEntry("tag", "direct");
        assertThat(clocks(answer)).containsEntry("decided_at", "2026-03-13T09:00:00Z")
                .containsEntry("decided_late", false);
        assertThat(object(object(list(answer, "effects").getLast()).get("before"))).containsEntry("tag", "sourced");
        assertThat(object(object(list(answer, "effects").getLast()).get("after"))).containsEntry("tag", "direct");
        assertThat(weekly()).containsEntry("share", "0.460000");
        assertThat(object(weekly().get("published"))).containsEntry("share", "0.520000");
        var change = object(list(object(list(program.ask("/v1/restatements", "week", "2026-W10"), "weeks")
                .getFirst()), "changes").getFirst());
        assertThat(change).containsEntry("cause", "dispute_decided").containsEntry("opportunity_id", "O2");
        assertThat(object(change.get("delta"))).containsEntry("sourced", "-6000.00").containsEntry("direct", "6000.00")
                .containsEntry("total", "0.00");
        assertThat(list(change, "facts").toString()).contains("ae-1").contains("judge-1").contains("cro-1");
    }

    @Test
    @Order(5)
    void isDueAgainFromItsAppealAndThenOverdue() {
        say("x5", "2026-03-16T09:00:00Z", "dispute.appealed", Map.of("appellant", "P1"));

        assertThat(list(program.ask("/v1/disputes", "status", "under_appeal"), "disputes")).hasSize(1);
        assertThat(clocks(program.ask("/v1/disputes/X1"))).containsEntry("runs_from", "2026-03-16T09:00:00Z")
                .containsEntry("decide_by", "2026-04-07T00:00:00Z").containsEntry("overdue", false)
                .containsEntry("decided_at", null);
        assertThat(metrics()).contains("attribution_disputes{state=\"open\"} 1.0")
                .contains("attribution_disputes{state=\"overdue\"} 0.0");

        program.at(Instant.parse("2026-04-07T00:00:00Z"));
        assertThat(clocks(program.ask("/v1/disputes/X1"))).containsEntry("overdue", true);
        assertThat(metrics()).contains("attribution_disputes{state=\"overdue\"} 1.0");
    }

    @Test
    @Order(6)
    void theAppealIsHeardByNobodyInvolvedBeforeAndOnce() {
        say("x6", "2026-04-08T09:00:00Z", "dispute.resolved",
                Map.of("outcome", "denied", "decided_by", "judge-1", "approved_by", "cfo-1", "evidence", List.of()));
        assertThat(object(program.ask("/v1/disputes/X1").get("dispute"))).containsEntry("status", "decided")
                .containsEntry("tag", "direct");
        say("x7", "2026-04-09T09:00:00Z", "dispute.resolved",
                Map.of("outcome", "denied", "decided_by", "judge-2", "approved_by", "ceo-1", "evidence", List.of()));
        say("x8", "2026-04-10T09:00:00Z", "dispute.appealed", Map.of("appellant", "ae-1"));

        var answer = program.ask("/v1/disputes/X1");
        assertThat(object(answer.get("dispute"))).containsEntry("status", "denied").containsEntry("tag", "sourced");
        assertThat(clocks(answer)).containsEntry("decided_late", true);
        assertThat(list(answer, "course")).extracting(event -> object(event).get("code")).containsExactly(null, null,
                "decision_ignored_segregation_of_duties", "in_force", null, "decision_ignored_segregation_of_duties",
                "denied", "appeal_ignored");
        assertThat(weekly()).containsEntry("share", "0.520000");
        assertThat(list(object(list(program.ask("/v1/restatements", "week", "2026-W10"), "weeks").getFirst()),
                "changes")).as("as published again").isEmpty();
    }

    @Test
    @Order(7)
    void filedAfterTheWindowItIsFlaggedAndNotLost() {
        program.at(Instant.parse("2026-07-01T09:00:00Z"));
        program.post("hr", "y1", "dispute.opened", Instant.parse("2026-05-01T09:00:00Z"), Map.of("dispute_id", "X2",
                "opportunity_id", "O3", "claimant", "P2", "claim", Map.of("tag", "sourced", "partner_id", "P2")));

        var all = program.ask("/v1/disputes", "limit", "1");
        assertThat(object(list(all, "disputes").getFirst())).containsEntry("dispute_id", "X1");
        var second = list(program.ask("/v1/disputes", "cursor", String.valueOf(all.get("next_cursor"))), "disputes");
        assertThat(object(object(second.getFirst()).get("clocks"))).containsEntry("filed_late", true);
        assertThat(program.get("/v1/disputes", "format", "csv").body().lines()).hasSize(3)
                .anyMatch(line -> line
                        .startsWith("X2,O3,A-O3,open,false,P2,sourced,P2,direct,2026-07-01T09:00:00Z,true,"));
    }

    @Test
    @Order(8)
    void isShownAsItStoodAtAnyMoment() {
        assertThat(object(program.ask("/v1/disputes/X1", "as_of", "p" + decided).get("dispute")))
                .containsEntry("status", "decided");
        assertThat(object(program.ask("/v1/disputes/X1", "as_of", "2026-03-12T00:00:00Z").get("dispute")))
                .containsEntry("status", "open");
        assertThat(program.get("/v1/disputes/X1", "as_of", "2026-03-10T00:00:00Z").status()).isEqualTo(404);
        assertThat(program.get("/v1/disputes", "status", "closed").body()).contains("without_force");
    }

    private static void say(String id, String at, String kind, Map<String, ?> members) {
        Instant instant = Instant.parse(at);
        program.at(instant);
        var data = new HashMap<String, @Nullable Object>(members);
        data.put("dispute_id", "X1");
        assertThat(program.post("hr", id, kind, instant, data)).containsEntry("outcome", "accepted");
    }

    private static Map<String, ?> decision(String by, String approver) {
        return Map.of("decision", Map.of("tag", "direct"), "decided_by", by, "approved_by", approver, "evidence",
                List.of("prm/reg-O2"));
    }

    private static Map<String, @Nullable Object> clocks(Map<String, @Nullable Object> answer) {
        return object(object(answer.get("dispute")).get("clocks"));
    }

    private static Map<String, @Nullable Object> weekly() {
        return object(list(program.ask("/v1/share", "to", "2026-W10", "weeks", "1"), "weekly").getFirst());
    }

    private static Map<String, @Nullable Object> bounds() {
        var rolling = object(program.ask("/v1/share", "to", "2026-W10", "weeks", "1").get("rolling"));
        return object(object(rolling.get("r13")).get("dispute_bounds"));
    }

    private static String metrics() {
        program.ask("/v1/disputes");
        return program.get("/actuator/prometheus").body();
    }
}
