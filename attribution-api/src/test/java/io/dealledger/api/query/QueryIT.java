package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.query.LiveProgram.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small ledger that all of these ask: four deals won in 2026-W10, one of them in a currency without a rate. */
class QueryIT {
    private static final Instant MARCH_1 = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MARCH_4 = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant MARCH_5 = Instant.parse("2026-03-05T00:00:00Z");
    private static final Instant MARCH_9 = Instant.parse("2026-03-09T00:00:00Z");
    private static final Instant MARCH_20 = Instant.parse("2026-03-20T00:00:00Z");

    private static LiveProgram program;
    private static long loaded;

    @BeforeAll
    static void start() {
        program = new LiveProgram().at(MARCH_1);
        register("R1", "A1");
        won("O1", "A1", "smb", "60000.00", "USD");
        won("O2", "A2", "smb", "40000.00", "USD");
        won("O3", "A3", null, "100000.00", "USD");
        won("O4", "A4", "=HYPERLINK(\"x\")", "500.00", "EUR");
        post("w9", "opportunity.closed_won", MARCH_4,
                Map.of("opportunity_id", "O9", "amount", "10.00", "currency", "USD"));
        post("q1", "opportunity.closed_won", MARCH_4, Map.of("opportunity_id", "O1", "amount", 10, "currency", "USD"));
        loaded = program.head();
        program.at(MARCH_20);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Nested
    class RebuildingReadModels {
        @Test
        void givesTheSameAnswersFromNewTables() {
            String[] question = {"to", "2026-W10", "weeks", "2"};
            var before = program.ask("/v1/share", question);

            assertThat(program.post("/v1/operations/rebuild", "application/json", "").status()).isEqualTo(202);

            assertThat(rebuilds()).isNotEmpty().allSatisfy(rebuild -> assertThat(rebuild)
                    .containsEntry("state", "done").containsEntry("equal", true)
                    .containsEntry("compared_at", BigDecimal.valueOf(program.head())));
            assertThat(program.ask("/v1/share", question)).isEqualTo(before);
        }

        @Test
        void namesTheReadModelsThatThereAre() {
            assertThat(program.post("/v1/operations/rebuild?view=shares", "application/json", "").body())
                    .contains("\"value\":\"shares\"").contains("share, waiting");
        }

        /** As they stand when none is under way. */
        private List<Map<String, @Nullable Object>> rebuilds() {
            while (true) {
                var rebuilds = list(program.get("/v1/operations/rebuild").json(), "rebuilds").stream()
                        .map(LiveProgram::object).toList();
                if (rebuilds.stream().noneMatch(rebuild -> "waiting".equals(rebuild.get("state"))
                        || "folding".equals(rebuild.get("state")))) {
                    return rebuilds;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Nested
    class AskingForTheShare {
        @Test
        void namesWhatWasCountedAsOfWhenAndHowCompleteThatIs() {
            var answer = program.ask("/v1/share", "to", "2026-W10", "weeks", "2", "by", "segment", "as_of",
                    MARCH_5.toString());

            assertThat(answer).containsEntry("definition", "vendor_net.new_revenue.iso_week.UTC.USD_dated")
                    .containsEntry("policy", "governing").containsEntry("as_of", "2026-03-05T00:00:00Z")
                    .containsEntry("position", BigDecimal.valueOf(loaded)).containsEntry("currency", "USD");
            assertThat(object(answer.get("completeness"))).containsEntry("unconverted", BigDecimal.ONE)
                    .containsEntry("parked", BigDecimal.ONE).containsEntry("quarantined", BigDecimal.ONE)
                    .containsEntry("weeks_complete", false);
            assertThat(object(list(answer, "unconverted").getFirst())).containsEntry("opportunity_id", "O4")
                    .containsEntry("amount", "500.00").containsEntry("currency", "EUR");
            assertThat(object(list(answer, "weekly").getLast())).containsEntry("sourced", "60000.00")
                    .containsEntry("direct", "140000.00").containsEntry("total", "200000.00")
                    .containsEntry("share", null);
            assertThat(list(answer, "groups")).extracting(group -> object(group).get("value"))
                    .containsExactly(null, "=HYPERLINK(\"x\")", "smb");
        }

        @Test
        void isAnsweredTheSameForTheSameMomentForEver() {
            String[] question = {"to", "2026-W10", "as_of", "2026-03-09T00:00:00Z"};
            String before = program.get("/v1/share", question).body();
            post("late-" + program.head(), "account.identified", MARCH_4, Map.of("account_id", "A1"));

            assertThat(program.get("/v1/share", question).body()).isEqualTo(before);
        }

        @Test
        void isAnsweredAsOfAPositionToo() {
            var answer = program.ask("/v1/share", "to", "2026-W10", "weeks", "1", "as_of", "p0");
            assertThat(object(list(answer, "weekly").getFirst())).containsEntry("total", "0.00")
                    .containsEntry("share", null);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2025-W54", "2026-13", "2026-W00", "W10", "2025-W53"})
        void refusesAWeekThatDoesNotExist(String week) {
            assertProblem(program.get("/v1/share", "to", week), 400, "/problems/bad-parameter", "to", week);
        }

        @ParameterizedTest
        @CsvSource({"weeks,0", "weeks,x", "by,partner", "basis,net", "tz,Mars/Olympus", "calendar,4-4-5",
            "as_of,yesterday", "as_of,2026-03-09", "as_of,p-1", "definition,vendor_net", "policy,v7",
            "min_position,last", "format,xml"})
        void refusesAValueThatCannotBeRead(String parameter, String value) {
            assertProblem(program.get("/v1/share", "to", "2026-W10", parameter, value), 400, "/problems/bad-parameter",
                    parameter, value);
        }

        @Test
        void refusesAParameterThatItDoesNotKnow() {
            Answer answer = program.get("/v1/share", "to", "2026-W10", "asof", "2026-03-09T00:00:00Z");
            assertProblem(answer, 400, "/problems/unknown-parameter", "asof", "2026-03-09T00:00:00Z");
            assertThat(answer.body()).contains("as_of");
        }

        @ParameterizedTest
        @CsvSource({"as_of,2026-03-20T00:00:00Z", "as_of,2031-01-01T00:00:00+02:00", "as_of,p900", "min_position,900"})
        void refusesAMomentThatCouldStillChange(String parameter, String value) {
            assertProblem(program.get("/v1/share", "to", "2026-W10", parameter, value), 422,
                    "/problems/not-complete-yet", parameter, value);
        }

        @Test
        void showsTheLastWeekThatHadEndedUnlessAskedOtherwise() {
            assertThat(program.ask("/v1/share", "as_of", MARCH_5.toString())).containsEntry("to", "2026-W09");
            assertThat(program.ask("/v1/share", "as_of", MARCH_9.toString())).containsEntry("to", "2026-W10");
        }

        @Test
        void isATableToo() {
            Answer answer = program.get("/v1/share", "to", "2026-W10", "weeks", "1", "by", "segment", "format", "csv",
                    "as_of", MARCH_5.toString());
            assertThat(answer.headers().firstValue("content-type")).contains("text/csv;charset=UTF-8");
            assertThat(answer.body().lines()).hasSize(5).contains(
                    "2026-W10,2026-03-02,false,,60000.00,0.00,140000.00,200000.00,,,,,,",
                    "2026-W10,2026-03-02,false,smb,60000.00,0.00,40000.00,100000.00,0.600000,0.600000,0.600000,,,");
            assertThat(answer.body()).contains("\"'=HYPERLINK(\"\"x\"\")\"");
        }
    }

    @Nested
    class ListingDeals {
        @Test
        void addsUpToTheWeek() {
            var answer = program.ask("/v1/opportunities", "week", "2026-W10");
            assertThat(list(answer, "opportunities")).extracting(row -> object(row).get("opportunity_id"))
                    .containsExactly("O1", "O2", "O3", "O4");
            assertThat(list(answer, "opportunities")).extracting(row -> object(row).get("counted"))
                    .containsExactly("60000.00", "40000.00", "100000.00", null);
            assertThat(object(answer.get("totals"))).containsEntry("total", "200000.00").containsEntry("missing_rates",
                    List.of("EUR 2026-03-04"));
        }

        @Test
        void isForOneTagOrPartner() {
            assertThat(list(program.ask("/v1/opportunities", "week", "2026-W10", "tag", "sourced", "partner", "P1"),
                    "opportunities")).hasSize(1);
            assertThat(list(program.ask("/v1/opportunities", "partner", "P2"), "opportunities")).isEmpty();
            assertThat(list(program.ask("/v1/opportunities", "segment", "smb"), "opportunities")).hasSize(2);
        }

        @Test
        void pagesThroughOneMoment() {
            for (String[] question : List.of(new String[]{"limit", "3"},
                    new String[]{"limit", "3", "week", "2026-W10"})) {
                var ids = new ArrayList<@Nullable Object>();
                Object cursor = "";
                Map<String, @Nullable Object> page = program.ask("/v1/opportunities", question);
                Object position = page.get("position");
                while (cursor != null) {
                    assertThat(page).containsEntry("position", position);
                    list(page, "opportunities").forEach(row -> ids.add(object(row).get("opportunity_id")));
                    cursor = page.get("next_cursor");
                    if (cursor != null) {
                        post("between-" + program.head(), "account.identified", MARCH_4, Map.of("account_id", "A7"));
                        page = program.ask("/v1/opportunities",
                                LiveProgram.with(question, "cursor", String.valueOf(cursor)));
                    }
                }
                assertThat(ids).containsExactly("O1", "O2", "O3", "O4");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "%%%", "dGltZWxpbmUfMR8x"})
        void refusesACursorThatIsNotItsOwn(String cursor) {
            assertProblem(program.get("/v1/opportunities", "cursor", cursor), 400, "/problems/bad-parameter", "cursor",
                    cursor);
        }

        @Test
        void keepsASpreadsheetFromRunningWhatASourceSaid() {
            assertThat(program.get("/v1/opportunities", "week", "2026-W10", "format", "csv").body())
                    .contains("\"'=HYPERLINK(\"\"x\"\")\"").doesNotContain(",\"=HYPERLINK");
        }
    }

    @Nested
    class AskingWhy {
        @Test
        void showsTheTestsMadeWithTheFactsTheyReliedOn() {
            var answer = program.ask("/v1/opportunities/O1/attribution");

            assertThat(answer).containsEntry("tag", "sourced").containsEntry("what_if", false)
                    .containsEntry("origin_credit", Map.of("P1", "60000.00"));
            assertThat(list(answer, "trace")).extracting(step -> object(step).get("code")).contains("eligible");
            assertThat(list(answer, "history")).hasSize(2);
            assertThat(object(answer.get("decision"))).containsEntry("revision", BigDecimal.TWO);
        }

        @Test
        void answersNotFoundForADealNobodyHasHeardOf() {
            Answer answer = program.get("/v1/opportunities/O77/attribution");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json()).containsEntry("type", "/problems/not-found").containsEntry("value", "O77");
            assertThat(program.get("/v1/opportunities/O1/attribution", "as_of", "p0").status()).isEqualTo(404);
        }
    }

    @Nested
    class ReadingATimeline {
        @Test
        void hasBothClocksSourcePositionAndHash() {
            var answer = program.ask("/v1/accounts/A2/timeline");
            assertThat(list(answer, "facts")).extracting(fact -> object(fact).get("kind"))
                    .containsExactly("opportunity.created", "opportunity.closed_won");
            assertThat(object(list(answer, "facts").getLast())).containsEntry("occurred_at", "2026-03-04T12:00:00Z")
                    .containsEntry("recorded_at", "2026-03-04T12:00:00Z").containsEntry("source", "crm")
                    .containsEntry("via", "http").containsKeys("position", "raw_sha256")
                    .containsEntry("data", Map.of("opportunity_id", "O2", "amount", "40000.00", "currency", "USD"));
        }

        @Test
        void goesOnAfterTheCursor() {
            var first = program.ask("/v1/accounts/A1/timeline", "limit", "2");
            var second = program.ask("/v1/accounts/A1/timeline", "limit", "2", "cursor",
                    String.valueOf(first.get("next_cursor")));
            assertThat(list(first, "facts")).extracting(fact -> object(fact).get("kind"))
                    .containsExactly("registration.submitted", "registration.approved");
            assertThat(list(second, "facts")).extracting(fact -> object(fact).get("kind"))
                    .containsExactly("opportunity.created", "opportunity.closed_won");
        }

        @Test
        void answersNotFoundForAnUnknownAccount() {
            assertThat(program.get("/v1/accounts/NONE/timeline").status()).isEqualTo(404);
        }
    }

    @Nested
    class AskingWhatWaits {
        @Test
        void listsWhatAPersonDecidesAboutWithItsMessage() {
            var open = program.ask("/v1/quarantine", "as_of", MARCH_9.toString());
            var row = object(list(open, "entries").getFirst());
            assertThat(row).containsEntry("status", "open").containsEntry("reason", "unreadable");
            assertThat(list(row, "problems")).singleElement().asString().contains("data.amount", "10");

            var entry = program.ask("/v1/quarantine/" + row.get("quarantine_id"));
            assertThat(entry.get("raw")).asString().isNotEmpty();
            assertThat(program.get("/v1/quarantine/none").status()).isEqualTo(404);
        }

        @Test
        void listsFactsThatWaitForAnother() {
            var parked = program.ask("/v1/parked");
            assertThat(object(list(parked, "facts").getFirst())).containsEntry("waits_for", "opportunity")
                    .containsEntry("waits_for_id", "O9").containsEntry("kind", "opportunity.closed_won");
            assertThat(program.get("/v1/parked", "format", "csv").body().lines()).hasSize(2);
        }
    }

    private static void assertProblem(Answer answer, int status, String type, String path, String value) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.json()).containsEntry("type", type).containsEntry("path", path).containsEntry("value", value)
                .containsKey("accepted");
    }

    private static void register(String registration, String account) {
        post("s-" + registration, "registration.submitted", MARCH_1.minusSeconds(7_200),
                Map.of("registration_id", registration, "partner_id", "P1", "account_id", account));
        post("a-" + registration, "registration.approved", MARCH_1.minusSeconds(3_600),
                Map.of("registration_id", registration, "approved_by", "ops"));
    }

    private static void won(String id, String account, @Nullable String segment, String amount, String currency) {
        var created = new HashMap<String, @Nullable Object>(
                Map.of("opportunity_id", id, "account_id", account, "deal_type", "new_logo"));
        if (segment != null) {
            created.put("segment", segment);
        }
        post("c-" + id, "opportunity.created", MARCH_1, created);
        program.at(MARCH_4);
        post("w-" + id, "opportunity.closed_won", MARCH_4,
                Map.of("opportunity_id", id, "amount", amount, "currency", currency));
    }

    private static void post(String id, String kind, Instant occurredAt, Map<String, @Nullable Object> data) {
        assertThat(program.post("crm", id, kind, occurredAt, data)).containsKey("outcome");
    }
}
