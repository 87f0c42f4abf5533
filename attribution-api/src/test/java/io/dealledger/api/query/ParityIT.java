package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.api.query.LiveProgram.Answer;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.share.Definition;
import io.dealledger.share.Gate;
import io.dealledger.share.GateReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The small company that all of these ask: six sellers on a plan that pays 10% on direct and 8% on partner deals. In March
 * each has a direct and a sourced deal of 1,000 and was paid for both, and a seventh, who has no plan, sold one; in June
 * each has a direct one, and the first a sourced one.
 */
class ParityIT {
    private static final Instant CLOSED = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-03T12:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    private static LiveProgram program;
    private static long loaded;

    @BeforeAll
    static void start() {
        program = new LiveProgram().at(Instant.parse("2026-02-01T09:00:00Z"));
        post("comp.plan_published", "p", CLOSED.minusSeconds(1), Map.of("plan_id", "p26", "approved_by",
                List.of("cro"), "effective_from", "2026-01-01T00:00:00Z", "terms",
                Map.of("rate", Map.of("direct", "0.10", "partner", "0.08"), "basis",
                        Map.of("direct", "vendor_net", "partner", "vendor_net"))));
        for (int seller = 1; seller <= 6; seller++) {
            post("comp.plan_assigned", "a" + seller, CLOSED.minusSeconds(1), Map.of("ae_id", "ae-" + seller, "plan_id",
                    "p26", "accepted_at", "2026-01-01T00:00:00Z"));
            String segment = seller <= 5 ? "smb" : "enterprise";
            won("D" + seller, "ae-" + seller, segment, CLOSED);
            paid("D" + seller, "ae-" + seller, "100.00");
            sourced("S" + seller, "ae-" + seller, segment, CLOSED);
            won("E" + seller, "ae-" + seller, segment, JUNE);
            paid("E" + seller, "ae-" + seller, "100.00");
        }
        sourced("X1", "ae-1", "smb", JUNE);
        won("N1", "ae-7", "smb", CLOSED);
        loaded = program.head();
        program.at(JULY);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** 600 for the direct deals, 480 for the partner ones, which would be 600 too. */
    @Test
    void judgesTheCompanyAndEachPlanAndNamesWhatWasAskedAndWhatCouldNotBeJudged() {
        var answer = program.ask("/v1/parity", "period", "2026-Q1", "as_of", "p" + loaded);

        assertThat(answer).containsEntry("definition", "vendor_net.new_revenue.iso_week.UTC.USD_dated")
                .containsEntry("policy", "governing").containsEntry("position", BigDecimal.valueOf(loaded))
                .containsEntry("currency", "USD").containsEntry("from", "2026-01-01")
                .containsEntry("until", "2026-04-01").containsEntry("k", BigDecimal.valueOf(5));
        assertThat(object(object(answer.get("company")).get("earned"))).isEqualTo(Map.of("actual_total", "1080.00",
                "if_direct_total", "1200.00", "partner_pay_if_direct", "600.00", "gap", "-120.00", "index", "0.800000",
                "verdict", "fail"));
        assertThat(object(answer.get("gate"))).containsEntry("state", "fail");
        assertThat(list(object(answer.get("gate")), "words").getFirst()).asString()
                .startsWith("plan p26: pay is 120.00 USD less");
        assertThat(list(object(object(answer.get("not_judged")).get("without_plan")), "first")).singleElement()
                .satisfies(deal -> assertThat(object(deal)).containsEntry("opportunity_id", "N1"));
        Map<String, @Nullable Object> plan = object(list(answer, "groups").getLast());
        assertThat(plan).containsEntry("value", "p26").containsEntry("sellers", BigDecimal.valueOf(6));
        assertThat(object(list(plan, "components").getFirst())).containsEntry("component", "rate")
                .containsEntry("partner", "0.080000").containsEntry("disadvantages_partner", true);
    }

    @Test
    void showsNoGroupOfFewerThanFiveSellersNorTheOneThatWouldGiveItAway() {
        var answer = program.ask("/v1/parity", "by", "segment", "period", "2026-03");
        assertThat(list(answer, "groups")).extracting(group -> object(group).get("value"),
                group -> object(group).get("suppressed"), group -> object(group).get("earned"),
                group -> object(group).get("sellers")).containsExactly(
                        tuple("enterprise", true, null, null),
                        tuple("smb", true, null, null));
        assertThat(object(answer.get("company"))).containsEntry("suppressed", false);
    }

    /** The sourced deal of June is the first seller's alone: its 80.00 is nowhere, nor anything that gives it away. */
    @Test
    void showsOfASideOfFewSellersOnlyRatiosAndVerdicts() {
        String[] june = {"period", "2026-06"};
        Map<String, @Nullable Object> company = object(program.ask("/v1/parity", june).get("company"));
        assertThat(company).containsEntry("suppressed", false).containsEntry("sides_suppressed", true);
        assertThat(object(company.get("earned"))).containsEntry("index", "0.800000").containsEntry("verdict", "fail")
                .containsEntry("gap", null).containsEntry("if_direct_total", null);
        assertThat(object(company.get("retention"))).containsEntry("partner", null).containsEntry("direct", null)
                .containsEntry("earned_ratio", "0.800000");
        assertThat(program.get("/v1/parity", june).body()).doesNotContain("\"80.00\"").doesNotContain("0.080000\"}")
                .doesNotContain("20.00 USD");
    }

    @Test
    void namesNoSellersPayUnlessTheSettingAllowsIt() {
        String all = program.get("/v1/parity", "by", "ae", "deals", "true").body();
        assertThat(all).contains("\"opportunity_id\":\"S1\"").doesNotContain("\"80.00\"")
                .doesNotContain("\"actual\":\"");
        var one = program.ask("/v1/parity", "ae_id", "ae-1");
        assertThat(object(one.get("company"))).containsEntry("suppressed", true).containsEntry("earned", null);
        assertThat(object(one.get("gate"))).containsEntry("words", null);
        Answer refused = program.get("/v1/parity", "k", "4");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("a whole number from 5 to");
    }

    @Test
    void isAnsweredTheSameForTheSameMomentForEver() {
        String[] question = {"period", "2026", "as_of", "p" + loaded, "deals", "true"};
        String before = program.get("/v1/parity", question).body();
        paid("D2", "ae-2", "5.00");
        program.ask("/v1/parity");
        assertThat(program.get("/v1/parity", question).body()).isEqualTo(before);
    }

    /** In yen there is no rate; under a policy without a lookback the sourced deal stays. */
    @Test
    void answersInAnotherCurrencyAndUnderAnotherPolicy() {
        var yen = program.ask("/v1/parity", "definition", "vendor_net.new_revenue.iso_week.UTC.JPY_dated");
        assertThat(object(object(yen.get("not_judged")).get("without_rate"))).containsEntry("count",
                BigDecimal.valueOf(20));
        post("policy.published", "v9", CLOSED, Map.of("version", "v9", "effective_from", "2090-01-01T00:00:00Z",
                "approved_by", List.of("cro", "cfo"), "rules",
                Map.of("registration", Map.of("window_days", 0))));
        var whatIf = program.ask("/v1/parity", "policy", "v9", "period", "2026");
        assertThat(whatIf).containsEntry("what_if", true).containsEntry("policy", "v9");
        assertThat(object(object(whatIf.get("company")).get("earned"))).containsEntry("verdict", "no_partner_deals");
    }

    @Test
    void isTheSameGateForTheVerdict() {
        GateReading reading = program.bean(ParityReading.class).books(new AsOf(program.head(), JULY), null,
                Definition.parse("vendor_net.new_revenue.iso_week.UTC.USD_dated")).closedIn(CLOSED::equals).gate();
        assertThat(reading.state()).isEqualTo(Gate.State.FAIL);
        assertThat(reading.numbers()).containsEntry("gap", "-120.00");
    }

    @Test
    void isAListAsCsv() {
        assertThat(program.get("/v1/parity", "period", "2026-Q1", "format", "csv", "as_of", "p" + loaded).body()
                .lines()).hasSize(4)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("company,,false,7,13,6,1080.00,1200.00,600.00,-120.00,0.800000,fail"));
    }

    @ParameterizedTest
    @CsvSource({"period,2026-Q5", "by,team", "tolerance,-1", "min_n,1", "deals,yes",
        "definition,vendor_net.new_pipeline.iso_week.UTC.USD_dated"})
    void refusesWhatItCannotReadNamingIt(String parameter, String value) {
        Answer refused = program.get("/v1/parity", parameter, value);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains(value).contains("accepted");
    }

    private static void sourced(String id, String seller, String segment, Instant closedAt) {
        post("registration.submitted", "r" + id, closedAt.minusSeconds(200), Map.of("registration_id", "R-" + id,
                "partner_id", "P1", "account_id", "A-" + id));
        post("registration.approved", "ra" + id, closedAt.minusSeconds(200), Map.of("registration_id", "R-" + id,
                "approved_by", "channel-ops"));
        won(id, seller, segment, closedAt);
        paid(id, seller, "80.00");
    }

    private static void won(String id, String seller, String segment, Instant closedAt) {
        post("opportunity.created", "c" + id, closedAt.minusSeconds(100),
                Map.of("opportunity_id", id, "account_id", "A-" + id, "deal_type", "new_logo"));
        post("opportunity.closed_won", "w" + id, closedAt, Map.of("opportunity_id", id, "amount", "1000.00",
                "currency", "USD", "owner_ae", seller, "segment", segment));
    }

    private static void paid(String opportunity, String seller, String amount) {
        post("comp.paid", "pay" + opportunity + amount, CLOSED.plusSeconds(86_400),
                Map.of("opportunity_id", opportunity, "ae_id", seller, "amount", amount));
    }

    private static void post(String kind, String id, Instant occurredAt, Map<String, @Nullable Object> data) {
        program.post("crm", id, kind, occurredAt, new HashMap<String, @Nullable Object>(data));
    }
}
