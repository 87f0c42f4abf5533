package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a company may call itself, what would take it away, and that asking changes nothing. */
class VerdictIT {
    private static final LiveProgram PROGRAM = new LiveProgram();
    private static final HonestCompany COMPANY = new HonestCompany(PROGRAM);
    private static final String JSON = "application/json";
    /** Everything up to here is the honest company; what tests tell comes later. */
    private static String honest = "";

    @BeforeAll
    static void live() {
        COMPANY.live();
        honest = "p" + PROGRAM.head();
    }

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void aSustainedMajorityThatTheCompanyIsArrangedAroundIsPartnerLed() {
        var answer = ask("week", "2026-W26");

        assertThat(answer).containsEntry("label", "partner_led").containsEntry("wording", "partner-led")
                .containsEntry("failed_gates", List.of()).containsEntry("unknown", List.of())
                .containsEntry("min_r13", "0.600000").containsEntry("history_from", "2026-W01");
        assertThat(list(answer, "gates")).hasSize(5).extracting(gate -> gate.get("state")).containsOnly("pass");
        assertThat(list(answer, "tests")).extracting(test -> test.get("code")).containsExactly("enough_data",
                "majority", "sustained", "pipeline_majority", "comp_parity", "coverage", "scorecard", "economics");
        var weaker = LiveProgram.object(LiveProgram.object(answer.get("decided_by")).get("weaker"));
        assertThat(weaker).containsEntry("to", "majority_unsustained").containsEntry("smallest", true);
        // a quarter's 780,000 of 1,300,000 is no majority any more without 130,000 of it: three deals of 60,000
        assertThat(list(weaker, "deals")).hasSize(3);
    }

    @Test
    void aWeekTooEarlyHasNotEnoughDataUnlessHistoryIsSaidToBeUnlimited() {
        assertThat(ask("week", "2026-W25")).containsEntry("label", "insufficient_data").containsEntry("complete_weeks",
                new BigDecimal(25));
        assertThat(ask("week", "2026-W05", "history_from", "unlimited")).containsEntry("label",
                "majority_unsustained");
    }

    @Test
    void oneGateTakesTheLabelAwayAndNoByteOfTheAnswerSaysIt() {
        COMPANY.tell(HonestCompany.END.plusSeconds(1), "label.declared", "label", "partner-led", "declared_by", "cmo");
        COMPANY.tell(HonestCompany.END.plusSeconds(2), "opportunity.qualified", "opportunity_id", "S1", "amount",
                "1.00",
                "currency", "USD");
        for (String account : List.of("C1", "C2", "C3")) {
            COMPANY.cover(HonestCompany.END.minusSeconds(5), account, "direct_first");
        }
        PROGRAM.at(HonestCompany.END.plus(Duration.ofDays(8)));
        String body = PROGRAM.get("/v1/verdict", "week", "2026-W27", "min_position", "p" + PROGRAM.head()).body();

        assertThat(body).contains("\"label\":\"majority_misaligned\"").contains("\"failed_gates\":[\"coverage\"]")
                .contains("27 of 57 accounts are partner-first");
        assertThat(body.toLowerCase(Locale.ROOT)).doesNotContain("partner_led").doesNotContain("partner-led")
                .doesNotContain("partner led");
    }

    @Test
    void aReplayUnderAnotherPolicyMovesMoneyDealByDealAndStoresNothing() {
        long head = PROGRAM.head();
        LiveProgram.Answer posted = PROGRAM.post("/v1/replays", JSON,
                "{\"as_of\":\"" + honest + "\",\"from\":\"2026-W02\",\"to\":\"2026-W03\",\"limit\":1,"
                        + "\"rules\":{\"registration\":{\"window_days\":90,\"live_test\":\"at_opportunity_creation\"},"
                        + "\"introduction\":{\"counts\":false},\"deal_types_in_scope\":[\"expansion\"]}}");

        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        var answer = posted.json();
        assertThat(LiveProgram.object(answer.get("moved"))).containsEntry("sourced", "-120000.00")
                .containsEntry("direct", "-80000.00").containsEntry("total", "-200000.00");
        assertThat(answer).containsEntry("changed", new BigDecimal(2 * HonestCompany.WEEKS))
                .containsEntry("after", "D0")
                .containsEntry("position", new BigDecimal(honest.substring(1)));
        assertThat(list(answer, "by_week")).extracting(week -> week.get("week")).containsExactly("2026-W02",
                "2026-W03");
        assertThat(list(answer, "by_partner")).extracting(partner -> partner.get("delta")).containsExactly("-60000.00",
                "-60000.00", "-80000.00");
        assertThat(list(answer, "by_ae")).extracting(seller -> seller.get("delta")).containsExactly("-120000.00");
        assertThat(PROGRAM.head()).isEqualTo(head);
    }

    @Test
    void aReplayUnderTheSameRulesMovesNothing() {
        LiveProgram.Answer posted = PROGRAM.post("/v1/replays", JSON, "{\"policy\":\"v1\"}");

        assertThat(posted.json()).containsEntry("changed", BigDecimal.ZERO).containsEntry("by_week",
                List.of());
    }

    @Test
    void refusesAReplayThatNamesNoPolicyOrAMemberThatIsNone() {
        assertThat(PROGRAM.post("/v1/replays", JSON, "{}").body()).contains("either policy");
        assertThat(PROGRAM.post("/v1/replays", JSON, "{\"policy\":\"v9\"}").body()).contains("v9").contains("v1");
        assertThat(PROGRAM.post("/v1/replays", JSON, "{\"polcy\":\"v1\"}").body()).contains("body.polcy");
        assertThat(PROGRAM.post("/v1/replays", JSON, "{\"rules\":{\"modle\":\"x\"}}").body()).contains("rules.modle");
    }

    private static Map<String, @Nullable Object> ask(String... parameters) {
        var all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of("as_of", honest));
        return PROGRAM.ask("/v1/verdict", all.toArray(String[]::new));
    }

    private static List<Map<String, @Nullable Object>> list(Map<String, @Nullable Object> answer, String member) {
        return LiveProgram.list(answer, member).stream().map(each -> LiveProgram.object(Objects.requireNonNull(each)))
                .toList();
    }
}
