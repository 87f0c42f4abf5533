package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.api.query.LiveProgram.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A company of three deals, of new logos: O1 sourced by P1 (600.00, won in 2026-W10), O2 direct with P2 taking part
 * (400.00, won likewise), O3 direct and open (100.00 at its qualification).
 */
class ProgramIT {
    private static final Instant JANUARY = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-02T12:00:00Z");
    private static final Instant MARCH_3 = Instant.parse("2026-03-03T12:00:00Z");
    private static final Instant MARCH_20 = Instant.parse("2026-03-20T00:00:00Z");

    private static LiveProgram program;
    private static long told;

    @BeforeAll
    static void start() {
        program = new LiveProgram().at(JANUARY.plusSeconds(60));
        tellOfPartners();
        tellOfTheCompany();
        tellOfDeals();
        told = program.head();
        program.at(MARCH_20);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /**
     * M08: partner 90 + 30 = 120 for one opportunity, direct 400 for two: 120 / 200 = 0.6. M10: 120 / 600, 400 / 400.
     * M14: the 90 are all of the campaign cost. M23: two managers, one producing partner, 600 sourced, 30 of 120.
     */
    @Test
    void economicsSetsCostAgainstWhatItBrought() {
        var answer = program.ask("/v1/economics", about());
        assertThat(answer).containsEntry("ratio", "0.600000").containsEntry("state_as_asked", "pass")
                .containsEntry("first", "2026-W01").containsEntry("to", "2026-W10").containsEntry("policy", "governing")
                .containsEntry("definition", "vendor_net.new_revenue.iso_week.UTC.USD_dated");
        assertThat(object(answer.get("partner"))).containsEntry("cost", "120.00").containsEntry("revenue", "600.00")
                .containsEntry("cost_per_qualified", "120.00").containsEntry("cost_of_revenue", "0.200000");
        assertThat(object(answer.get("direct"))).containsEntry("cost_per_qualified", "200.00")
                .containsEntry("qualified", BigDecimal.TWO).containsEntry("cost_of_revenue", "1.000000");
        assertThat(object(answer.get("campaigns"))).containsEntry("joint_share", "1.000000");
        assertThat(object(answer.get("partner_managers"))).containsEntry("producing_per_manager", "0.500000")
                .containsEntry("sourced_per_manager", "300.00").containsEntry("share_of_partner_cost", "0.250000");
        assertThat(object(answer.get("gate"))).containsEntry("state", "pass");
    }

    /** 90 / 200 = 0.45; the gate stays fully loaded. */
    @Test
    void economicsAnswersWhatIsLeftOutBesideTheGate() {
        var answer = program.ask("/v1/economics", about("leave_out", "partner_managers"));
        assertThat(answer).containsEntry("ratio", "0.450000").containsEntry("left_out", List.of("partner_managers"));
        assertThat(object(object(answer.get("gate")).get("numbers"))).containsEntry("ratio", "0.600000");
        Answer misspelt = program.get("/v1/economics", about("leave_out", "partner_manager"));
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.body()).contains("'partner_manager'").contains("mdf, partner_managers, tools");
    }

    /** M12: one of three accounts, 10 of 40 potential. M13: two of three opportunities, one seller. M22: two won. */
    @Test
    void coverageCountsWhoIsWorkedFirst() {
        var answer = program.ask("/v1/coverage", about());
        assertThat(list(answer, "modes"))
                .extracting(mode -> object(mode).get("mode"), mode -> object(mode).get("by_count"),
                        mode -> object(mode).get("by_potential"))
                .containsExactly(tuple("partner_first", "0.333333", "0.250000"),
                        tuple("direct_first", "0.333333", "0.750000"),
                        tuple("unassigned", "0.333333", "0.000000"));
        assertThat(object(answer.get("gate"))).containsEntry("state", "fail").containsEntry("words", List.of(
                "1 of 3 accounts are partner-first, not more than half; 1 are unassigned"));
        assertThat(object(answer.get("sizing"))).containsEntry("partnered_opportunities", "0.666667")
                .containsEntry("accounts_per_ae", "3.000000").containsEntry("cosell_quota_share", null);
        assertThat(object(answer.get("reach"))).containsEntry("new_logos", BigDecimal.TWO).containsEntry("share",
                "0.000000");
    }

    /**
     * M18: 0.6. M17: one of five implementations is under way. M26: a motion of 1 February noon, joint work on the 12th.
     * M27: one closed deal is an interval and no number.
     */
    @Test
    void scorecardSaysWhatTheCompanyWeighsAndHowTheEcosystemDoes() {
        var answer = program.ask("/v1/scorecard", about());
        assertThat(object(answer.get("company_scorecard"))).containsEntry("ecosystem_weight", "0.600000");
        assertThat(object(answer.get("gate"))).containsEntry("state", "pass");
        assertThat(answer).containsEntry("sourced", "600.00").containsEntry("influenced", "400.00");
        assertThat(object(answer.get("capacity"))).containsEntry("utilisation", "0.200000");
        assertThat(object(answer.get("delivery"))).containsEntry("led_by_partner", BigDecimal.ONE)
                .containsEntry("backfill_rate", null);
        assertThat(object(object(answer.get("outcomes")).get("partner_held"))).containsEntry("customers",
                BigDecimal.ONE).containsEntry("kept", null);
        assertThat(object(answer.get("enablement"))).containsEntry("full_depth_revenue_share", "1.000000");
        Map<String, @Nullable Object> motion = object(answer.get("time_to_motion"));
        assertThat(object(list(motion, "motions").getFirst())).containsEntry("days_to_first_cosell",
                BigDecimal.valueOf(11));
        assertThat(object(list(motion, "quarters_since_declared").getFirst())).containsEntry("end", "2026-01-01")
                .containsEntry("r26", null);
        assertThat(object(list(answer, "forecast").getFirst())).containsEntry("tag", "sourced")
                .containsEntry("closed", BigDecimal.ONE).containsEntry("win_rate", null).containsEntry("expected", null)
                .containsEntry("win_rate_low", "0.206549");
        assertThat(object(list(answer, "forecast").getLast())).containsEntry("tag", "direct").containsEntry("open",
                "100.00");
    }

    @Test
    void partnersAreListedPageByPage() {
        var first = program.ask("/v1/partners", about("limit", "1", "ideal_traits", "implements"));
        assertThat(list(first, "partners")).singleElement().satisfies(row -> {
            assertThat(object(row)).containsEntry("partner_id", "P1").containsEntry("tier", "gold")
                    .containsEntry("sourced", "600.00").containsEntry("influenced_touched", "0.00")
                    .containsEntry("enablement_depth", BigDecimal.valueOf(3)).containsEntry("prestige", "1");
            assertThat(object(object(row).get("capacity"))).containsEntry("utilisation", "0.200000");
        });
        assertThat(object(first.get("programme"))).containsEntry("producing", BigDecimal.ONE)
                .containsEntry("producing_partner_share", "0.500000").containsEntry("prestige_production_rho", null);
        assertThat(object(object(first.get("programme")).get("profile_drift")))
                .containsEntry("matching_share", "0.500000").containsEntry("unprofiled", List.of("P2"));

        var second = program.ask("/v1/partners", "weeks", "10", "limit", "1", "cursor",
                String.valueOf(first.get("next_cursor")));
        assertThat(second).containsEntry("to", "2026-W10");
        assertThat(list(second, "partners")).singleElement().satisfies(row -> assertThat(object(row))
                .containsEntry("partner_id", "P2").containsEntry("sourced", "0.00")
                .containsEntry("influenced_touched", "400.00").containsEntry("capacity", null));
        var last = program.ask("/v1/partners", "weeks", "10", "cursor", String.valueOf(second.get("next_cursor")));
        assertThat(list(last, "partners")).isEmpty();
        assertThat(last).containsEntry("next_cursor", null);
    }

    @Test
    void aPartnersProductionNamesItsDeals() {
        var answer = program.ask("/v1/partners/P1/production", about());
        assertThat(answer).containsEntry("share_of_sourced", "1.000000");
        assertThat(list(answer, "deals")).singleElement().satisfies(deal -> assertThat(object(deal))
                .containsEntry("opportunity_id", "O1").containsEntry("role", "sourced")
                .containsEntry("credit", "600.00"));
        assertThat(list(program.ask("/v1/partners/P2/production", about()), "deals")).singleElement()
                .satisfies(deal -> assertThat(object(deal)).containsEntry("opportunity_id", "O2")
                        .containsEntry("role", "influenced").containsEntry("credit", null));
        assertThat(program.get("/v1/partners/P9/production").status()).isEqualTo(404);
    }

    @Test
    void influenceCountsEachDealOnce() {
        var answer = program.ask("/v1/influence", about());
        assertThat(answer).containsEntry("influenced_total_deduplicated", "400.00").containsEntry("deals",
                BigDecimal.ONE);
        assertThat(list(answer, "partners")).singleElement().isEqualTo(
                Map.of("partner_id", "P2", "touched_not_additive", "400.00", "even_split_additive", "400.00"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"economics|partner,mdf,90.00,USD,false",
        "coverage|partner_first,1,0.333333,10.00,0.250000", "scorecard|direct,100.00,1,0,,,,,,,USD",
        "partners|P2,,,,2026-01-05T09:00:00Z,,,0.00,400.00,400.00,USD,0,false,0,,,,,,",
        "influence|P2,400.00,400.00,USD",
        "partners/P1/production|O1,sourced,sourced,won,2026-02-09T12:00:00Z,2026-03-03T12:00:00Z,600.00,600.00,USD"})
    void isATableToo(String path, String line) {
        Answer answer = program.get("/v1/" + path, about("format", "csv"));
        assertThat(answer.headers().firstValue("content-type")).contains("text/csv;charset=UTF-8");
        assertThat(answer.body().lines()).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"economics", "coverage", "scorecard", "partners", "influence", "partners/P1/production"})
    void namesWhatItIsAboutAndNeverALabel(String path) {
        var answer = program.ask("/v1/" + path,
                about("policy", "v1", "definition",
                        "vendor_net.new_revenue.iso_week.Europe/Berlin.USD_dated"));
        assertThat(answer).containsEntry("definition", "vendor_net.new_revenue.iso_week.Europe/Berlin.USD_dated")
                .containsEntry("policy", "v1").containsEntry("what_if", true)
                .containsEntry("position", BigDecimal.valueOf(told)).containsEntry("weeks_complete", false);
        assertThat(answer.toString()).doesNotContainIgnoringCase("partner-led")
                .doesNotContainIgnoringCase("partner_led");
        Answer gross = program.get("/v1/" + path, "definition",
                "customer_gross.new_revenue.iso_week.UTC.USD_dated");
        assertThat(gross.status()).isEqualTo(400);
        assertThat(program.get("/v1/" + path, "as_of", "p999999").status()).isEqualTo(422);
    }

    /** Going up, each position is read on from the one before; coming down, what is not in memory is read whole. */
    @Test
    void isTheSameReadOnOrReadWhole() {
        List<String> readOn = new ArrayList<>();
        for (long position = 0; position <= told; position++) {
            readOn.add(partners(position));
        }
        assertThat(readOn).doesNotHaveDuplicates();
        for (long position = told; position >= 0; position--) {
            assertThat(partners(position)).isEqualTo(readOn.get((int) position));
        }
    }

    @Test
    void isAnsweredTheSameForTheSameMomentForEver() {
        String[] question = {"to", "2026-W10", "weeks", "10", "as_of", "2026-03-19T00:00:00Z"};
        String before = program.get("/v1/economics", question).body();
        post("late", "cost.recorded", JANUARY, Map.of("channel", "partner", "category", "mdf", "amount", "1.00"));

        assertThat(program.get("/v1/economics", question).body()).isEqualTo(before);
        assertThat(object(program.ask("/v1/economics", "to", "2026-W10", "weeks", "10").get("partner")))
                .containsEntry("cost", "121.00");
    }

    /** What was told at first, whatever other tests tell. */
    private static String[] about(String... more) {
        return LiveScenario.with(new String[]{"to", "2026-W10", "weeks", "10", "as_of", "p" + told}, more);
    }

    private static String partners(long position) {
        Answer answer = program.get("/v1/partners", "to", "2026-W10", "weeks", "10", "as_of", "p" + position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void tellOfPartners() {
        post("p1", "partner.enrolled", JANUARY, Map.of("partner_id", "P1", "tier", "gold"));
        post("p2", "partner.enrolled", JANUARY, Map.of("partner_id", "P2"));
        post("pp1", "partner.profiled", JANUARY, Map.of("partner_id", "P1", "prestige", "1", "recruited_for",
                "production", "traits", List.of("implements")));
        for (String capability : List.of("sell", "onboard", "support")) {
            post(capability, "partner.certified", JANUARY, Map.of("partner_id", "P1", "capability", capability));
        }
        post("pc1", "partner.capacity_declared", JANUARY,
                Map.of("partner_id", "P1", "capacity", "5", "unit", "implementations"));
    }

    private static void tellOfTheCompany() {
        post("label", "label.declared", Instant.parse("2025-11-01T09:00:00Z"),
                Map.of("label", "partner-led", "declared_by", "cmo"));
        post("scorecard", "scorecard.published", JANUARY, Map.of("metrics",
                List.of(Map.of("metric", "sourced_revenue", "weight", "0.6", "class", "ecosystem"),
                        Map.of("metric", "bookings", "weight", "0.4", "class", "direct")),
                "approved_by", List.of("ceo")));
        post("a1", "coverage.assigned", JANUARY,
                Map.of("account_id", "A-O1", "mode", "partner_first", "potential", "10.00"));
        post("a2", "coverage.assigned", JANUARY,
                Map.of("account_id", "A-O2", "mode", "direct_first", "potential", "30.00"));
        program.at(FEBRUARY.plusSeconds(60));
        post("motion", "motion.started", Instant.parse("2026-02-01T12:00:00Z"), Map.of("motion_id", "M1"));
        post("c1", "cost.recorded", FEBRUARY, Map.of("channel", "partner", "category", "mdf", "amount", "90.00"));
        post("c2", "cost.recorded", FEBRUARY, Map.of("channel", "partner", "category", "partner_managers", "amount",
                "30.00", "headcount", "2"));
        post("c3", "cost.recorded", FEBRUARY, Map.of("channel", "direct", "category", "tools", "amount", "400.00"));
    }

    private static void tellOfDeals() {
        for (String id : List.of("O1", "O2", "O3")) {
            Deals.created(program, id, id.equals("O1"), FEBRUARY);
        }
        program.at(FEBRUARY.plusSeconds(10 * 86_400));
        for (String id : List.of("O1", "O2", "O3")) {
            post("q" + id, "opportunity.qualified", FEBRUARY.plusSeconds(7 * 86_400),
                    Map.of("opportunity_id", id, "amount", "100.00"));
        }
        post("k2", "cosell.activity", Instant.parse("2026-02-12T13:00:00Z"),
                Map.of("opportunity_id", "O2", "partner_id", "P2", "activity", "joint_discovery"));
        program.at(MARCH_3.plusSeconds(60));
        Deals.won(program, "O1", "600.00", MARCH_3);
        Deals.won(program, "O2", "400.00", MARCH_3);
        post("f1", "fulfilment.assigned", MARCH_3,
                Map.of("opportunity_id", "O1", "partner_id", "P1", "role", "implementation"));
        post("o1", "outcome.recorded", MARCH_3,
                Map.of("account_id", "A-O1", "kind", "contracted", "amount", "600.00", "partner_id", "P1"));
    }

    private static void post(String id, String kind, Instant occurredAt, Map<String, ?> data) {
        assertThat(program.post("test", id, kind, occurredAt, Map.copyOf(data))).containsEntry("outcome", "accepted");
    }
}
