package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.publication.PublishingSchedule;
import io.dealledger.api.query.LiveProgram.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The story of one published week: SHR-04, a win of 2026-W10 that the ledger hears of in W13. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicationIT {
    private static final String DEFINITION = "vendor_net.new_revenue.iso_week.UTC.USD_dated";
    private static final Instant MARCH_1 = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MARCH_4 = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant MARCH_9 = Instant.parse("2026-03-09T06:00:00Z");
    private static final Instant MARCH_25 = Instant.parse("2026-03-25T12:00:00Z");

    private static LiveProgram program;

    @BeforeAll
    static void start() {
        program = new LiveProgram().at(MARCH_1);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    @Order(1)
    void aLedgerThatWasToldNothingPublishesNothing() {
        assertThat(program.bean(PublishingSchedule.class).publishDue()).isEmpty();
        assertThat(program.head()).isEqualTo(-1);
    }

    @Test
    @Order(2)
    void aWeekThatHasNotEndedIsRefused() {
        Deals.created(program, "O1", false, MARCH_1);
        Deals.created(program, "O2", true, MARCH_1);
        Deals.won(program, "O1", "110000.00", MARCH_4);
        program.at(MARCH_4);

        Answer refused = publish("{\"week\":\"2026-W10\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("not-complete-yet").contains("2026-03-09T00:00:00Z");
        assertThat(publish("{\"week\":\"2026-W60\"}").body()).contains("2026 has W01 to W53");
        assertThat(publish("{}").body()).contains("\"path\":\"week\"");
        assertThat(publish("{\"week\":\"2026-W09\",\"definition\":\"net\"}").body())
                .contains("'net' is not basis.scope");
    }

    @Test
    @Order(3)
    void anEndedWeekIsPublishedOnceWhoeverAsksHoweverOften() throws Exception {
        program.at(MARCH_9);
        long before = program.head();
        List<Answer> answers;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> command = () -> publish("{\"week\":\"2026-W10\"}");
            answers = executor.invokeAll(List.of(command, command, command, command, command, command)).stream()
                    .map(Future::resultNow).toList();
        }

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
        assertThat(program.head()).isEqualTo(before + 1);
        assertThat(answers.getFirst().json()).containsEntry("definition", DEFINITION).containsEntry("week", "2026-W10")
                .containsEntry("published_at", "2026-03-09T06:00:00Z")
                .containsEntry("position", BigDecimal.valueOf(before + 1))
                .containsEntry("as_of_position", BigDecimal.valueOf(before));
        assertThat(object(answers.getFirst().json().get("numbers"))).containsEntry("direct", "110000.00")
                .containsEntry("total", "110000.00").containsEntry("share", "0.000000").containsEntry("policy", "v1")
                .containsEntry("currency", "USD").containsKeys("r13", "r26", "completeness", "disputed");
        assertThat(object(object(answers.getFirst().json().get("numbers")).get("verdict")))
                .containsEntry("label", "insufficient_data").containsKeys("wording", "failed_gates", "unknown");
    }

    @Test
    @Order(4)
    void theScheduleOwesNothingMoreUntilTheNextWeekHasEnded() {
        assertThat(program.bean(PublishingSchedule.class).publishDue()).isEmpty();
    }

    @Test
    @Order(5)
    void whatWasPublishedStandsBesideWhatIsKnownNowEverAfter() {
        program.at(MARCH_25);
        String then = program.get("/v1/share", "to", "2026-W10", "weeks", "1", "as_of", "p" + program.head()).body();
        Deals.won(program, "O2", "90000.00", MARCH_4);

        Map<String, @Nullable Object> week = object(
                list(program.ask("/v1/share", "to", "2026-W10", "weeks", "1"), "weekly").getFirst());
        assertThat(week).containsEntry("total", "200000.00").containsEntry("share", "0.450000");
        assertThat(object(week.get("published"))).containsEntry("total", "110000.00").containsEntry("share", "0.000000")
                .containsEntry("published_at", "2026-03-09T06:00:00Z");
        assertThat(program.ask("/v1/share", "to", "2026-W10", "weeks", "1", "as_of", "p0").toString())
                .contains("published=null");
        assertThat(program.get("/v1/share", "to", "2026-W10", "weeks", "1", "format", "csv").body())
                .contains("2026-03-09T06:00:00Z,110000.00,0.000000");
        assertThat(then).contains("\"share\":\"0.000000\"").contains("\"as_of_position\"");
    }

    @Test
    @Order(6)
    void theScheduleCatchesUpWithTheWeeksItMissed() {
        assertThat(program.bean(PublishingSchedule.class).publishDue()).extracting(PublicationRow::week)
                .containsExactly("2026-W11", "2026-W12");

        var all = program.ask("/v1/publications", "limit", "2");
        assertThat(list(all, "publications")).extracting(row -> object(row).get("week")).containsExactly("2026-W10",
                "2026-W11");
        assertThat(list(program.ask("/v1/publications", "cursor", String.valueOf(all.get("next_cursor"))),
                "publications")).extracting(row -> object(row).get("week")).containsExactly("2026-W12");
        assertThat(list(program.ask("/v1/publications", "week", "2026-W11", "definition", DEFINITION),
                "publications")).hasSize(1);
        assertThat(program.get("/v1/publications", "format", "csv").body().lines()).hasSize(4)
                .contains(DEFINITION + ",2026-W10,2026-03-09T06:00:00Z,8,7,USD,0.00,0.00,110000.00,110000.00,0.000000");
    }

    private static Answer publish(String body) {
        return program.post("/v1/publications", "application/json", body);
    }
}
