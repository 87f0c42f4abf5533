package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A source's own totals against what was taken in, and what a hole does to the numbers. */
class CompletenessIT {
    private static final int RECORDS = 10_000;
    private static final Instant IN_WEEK_20 = Instant.parse("2026-05-13T10:00:00Z");
    private static final LiveProgram PROGRAM = new LiveProgram();
    private static final HonestCompany COMPANY = new HonestCompany(PROGRAM);

    @BeforeAll
    static void live() {
        COMPANY.live();
    }

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void oneRecordOfTenThousandThatIsMissingMarksTheWeekAndTheVerdictUntilItArrives() {
        var lines = new StringBuilder();
        for (int record = 1; record < RECORDS; record++) {
            lines.append(touch(record)).append('\n');
        }
        assertThat(PROGRAM.post("/v1/facts", "application/x-ndjson", lines.toString()).status()).isEqualTo(200);
        assertThat(week("2026-W20")).containsEntry("complete", true);

        tell("intake.control_total", "feed", "crm:big", "period", "2026-W20", "count", RECORDS);
        String missing = "p" + PROGRAM.head();

        String words = "crm:big, 2026-W20: 9999 of 10000 records";
        Map<String, @Nullable Object> feed = feed(week("2026-W20"), "crm:big");
        assertThat(feed).containsEntry("complete", false).containsEntry("records", new BigDecimal(RECORDS - 1));
        assertThat(rows(feed, "control_totals")).singleElement().satisfies(total -> assertThat(total)
                .containsEntry("state", "missing").containsEntry("count", new BigDecimal(RECORDS))
                .containsEntry("counted", new BigDecimal(RECORDS - 1)));
        assertThat(week("2026-W19")).containsEntry("complete", true);
        assertThat(shareRow("2026-W20")).containsEntry("complete", false);
        assertThat(shareRow("2026-W19")).containsEntry("complete", true);
        assertThat(verdict()).containsEntry("label", "partner_led").containsEntry("complete", false)
                .containsEntry("week_complete", true).containsEntry("unknown", List.of("2026-W20: " + words));
        assertThat(rows(verdict(), "incomplete_weeks")).containsExactly(
                Map.of("week", "2026-W20", "feed", "crm:big", "words", words));
        assertThat(PROGRAM.get("/actuator/prometheus").body())
                .contains("attribution_feed_incomplete{cause=\"control_total\"} 1.0");
        assertThat(PROGRAM.get("/v1/intake/completeness", "week", "2026-W20", "format", "csv").body())
                .contains("2026-W20,crm:big,false,");

        assertThat(PROGRAM.post("/v1/facts", "application/x-ndjson", touch(RECORDS)).status()).isEqualTo(200);

        assertThat(feed(week("2026-W20"), "crm:big")).containsEntry("complete", true);
        assertThat(shareRow("2026-W20")).containsEntry("complete", true);
        assertThat(verdict()).containsEntry("complete", true).containsEntry("unknown", List.of());
        assertThat(PROGRAM.ask("/v1/intake/completeness", "week", "2026-W20", "as_of", missing))
                .containsEntry("complete", false);
    }

    @Test
    void aGapMarksTheWeeksThatItTouchesUntilItIsClosed() {
        String from = HonestCompany.monday(2).toString();
        String to = HonestCompany.monday(2).plus(Duration.ofDays(8)).toString();
        tell("intake.gap_detected", "feed", "prm:small", "from", from, "to", to, "reason", "bus overflowed");

        assertThat(week("2026-W03")).containsEntry("complete", false);
        assertThat(week("2026-W04")).containsEntry("complete", false);
        assertThat(week("2026-W05")).containsEntry("complete", true);
        assertThat(rows(feed(week("2026-W03"), "prm:small"), "gaps")).singleElement()
                .satisfies(gap -> assertThat(gap).containsEntry("state", "open").containsEntry("reason",
                        "bus overflowed"));
        assertThat(rows(PROGRAM.ask("/v1/share", "to", "2026-W05", "weeks", "3"), "weekly"))
                .extracting(row -> row.get("complete")).containsExactly(false, false, true);

        tell("intake.gap_closed", "feed", "prm:small", "from", from, "to", to, "reason", "read again");

        assertThat(week("2026-W03")).containsEntry("complete", true);
        assertThat(rows(feed(week("2026-W03"), "prm:small"), "gaps")).singleElement()
                .satisfies(gap -> assertThat(gap).containsEntry("state", "closed"));
    }

    @Test
    void aTotalOfAnUnheardOfPeriodIsQuarantinedWithWhatWouldBeAccepted() {
        Map<String, @Nullable Object> result = tell("intake.control_total", "feed", "crm:big", "period", "FY26-P3",
                "count", 1);

        assertThat(result).containsEntry("outcome", "quarantined");
        assertThat(String.valueOf(result.get("problem"))).contains("FY26-P3").contains("2026-W14");
    }

    private static String touch(int record) {
        return "{\"specversion\":\"1.0\",\"source\":\"crm:big\",\"id\":\"r" + record
                + "\",\"type\":\"attribution.account.direct_touch.v1\",\"time\":\"" + IN_WEEK_20
                + "\",\"data\":{\"account_id\":\"T" + record % 50 + "\"}}";
    }

    /** @param members name, value, name, value … */
    private static Map<String, @Nullable Object> tell(String kind, Object... members) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < members.length; i += 2) {
            data.put((String) members[i], members[i + 1]);
        }
        return PROGRAM.post("ops", kind + "-" + PROGRAM.head(), kind, HonestCompany.END, data);
    }

    private static Map<String, @Nullable Object> week(String week) {
        return PROGRAM.ask("/v1/intake/completeness", "week", week);
    }

    private static Map<String, @Nullable Object> shareRow(String week) {
        return rows(PROGRAM.ask("/v1/share", "to", "2026-W26"), "weekly").stream()
                .filter(row -> week.equals(row.get("week"))).findFirst().orElseThrow();
    }

    private static Map<String, @Nullable Object> verdict() {
        return PROGRAM.ask("/v1/verdict", "week", "2026-W26");
    }

    private static Map<String, @Nullable Object> feed(Map<String, @Nullable Object> answer, String name) {
        return rows(answer, "feeds").stream().filter(row -> name.equals(row.get("feed"))).findFirst().orElseThrow();
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, @Nullable Object> answer, String member) {
        return LiveProgram.list(answer, member).stream().map(LiveProgram::object).toList();
    }
}
