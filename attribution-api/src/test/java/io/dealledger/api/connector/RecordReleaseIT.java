package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.query.LiveProgram;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A vendor's records that nobody could read, from the list of what waits to the facts that they make. */
class RecordReleaseIT {
    private static final Instant CAME = Instant.parse("2026-01-12T12:00:00Z");
    private static final Instant MENDED = Instant.parse("2026-02-02T09:00:00Z");
    private static final LiveProgram PROGRAM = new LiveProgram("--ledger.seal.sign=false");

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void aRecordCountsAsOfItsQuarantineOnceTheMappingReadsIt() throws Exception {
        String mapping = example("sparrow.mapping.json");
        String parked = example("1-opened.json").replace("Working", "Parked");
        PROGRAM.at(CAME);
        put("sparrow", mapping);
        assertThat(post("/v1/connectors/sparrow/webhook", parked)).containsEntry("quarantined", number(1));
        String id = onlyOpen("D-77", "/state is \"Parked\"");

        PROGRAM.at(MENDED);
        assertThat(PROGRAM.post(ruling(id, "release"), "application/json", "{\"by\":\"ann\"}"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(409))
                .satisfies(answer -> assertThat(answer.json()).containsEntry("type", "/problems/still-unreadable")
                        .containsEntry("path", "/state"));
        put("sparrow", mapping.replace("\"working\"", "\"parked\": \"OPEN\", \"working\""));
        Map<String, @Nullable Object> released = post(ruling(id, "release"),
                "{\"by\":\"ann\",\"reason\":\"a new word\"}");

        assertThat(released).containsEntry("counts_as_of", CAME.toString());
        assertThat(LiveProgram.list(released, "results")).hasSize(3).allSatisfy(result -> assertThat(
                LiveProgram.object(result)).containsEntry("outcome", "accepted").containsEntry("recorded_at",
                        CAME.toString()));
        Map<String, @Nullable Object> created = LiveProgram.object(LiveProgram.list(released, "results").getLast());
        assertThat(PROGRAM.get("/v1/facts/origin", "source", String.valueOf(created.get("source")), "id",
                String.valueOf(created.get("id"))).json()).containsEntry("recorded_at", CAME.toString());
        assertThat(whole(id)).containsEntry("status", "released").containsEntry("ruled_by", "ann")
                .containsEntry("recorded_at", CAME.toString()).containsEntry("ruled_at", MENDED.toString());
        assertThat(PROGRAM.ask("/v1/opportunities/D-77/attribution")).containsEntry("opportunity_id", "D-77");
        assertThat(post("/v1/connectors/sparrow/webhook/again?since=2026-01-01T00:00:00Z", "-"))
                .containsEntry("accepted", number(0)).containsEntry("quarantined", number(0));
        assertThat(post("/v1/connectors/sparrow/webhook", example("2-amount.json"))).containsEntry("accepted",
                number(2));
        assertThat(PROGRAM.post(ruling(id, "release"), "application/json", "{}").json())
                .containsEntry("type", "/problems/quarantine-ruled");
    }

    @Test
    void aRecordThatNobodyWantsIsDiscardedWithItsReason() throws Exception {
        put("wren", example("sparrow.mapping.json"));
        post("/v1/connectors/wren/webhook", example("1-opened.json").replace("Working", "Dreamt").replace("D-77",
                "D-78"));
        String id = onlyOpen("D-78", "/state is \"Dreamt\"");

        assertThat(PROGRAM.post(ruling(id, "discard"), "application/json", "{\"by\":\"ann\"}").json())
                .containsEntry("path", "reason");
        post(ruling(id, "discard"), "{\"by\":\"ann\",\"reason\":\"a test of theirs\"}");

        assertThat(whole(id)).containsEntry("status", "discarded").containsEntry("ruling_reason", "a test of theirs");
        assertThat(PROGRAM.post(ruling(id, "release"), "application/json", "{}").json())
                .containsEntry("type", "/problems/quarantine-ruled");
    }

    @Test
    void manyAreDecidedTogetherByWhatTheyHaveInCommon() throws Exception {
        String mapping = example("sparrow.mapping.json");
        put("robin", mapping);
        for (String record : List.of("R-1 Parked", "R-2 Parked", "R-3 Dreamt")) {
            post("/v1/connectors/robin/webhook", example("1-opened.json").replace("D-77", record.substring(0, 3))
                    .replace("Working", record.substring(4)));
        }
        PROGRAM.awaitFolded("waiting");
        assertThat(inBulk("release", true)).containsEntry("still_unreadable", number(3)).hasSize(1);
        put("robin", mapping.replace("\"working\"", "\"parked\": \"OPEN\", \"working\""));

        assertThat(inBulk("release", true)).containsEntry("releasable", number(2)).containsEntry("still_unreadable",
                number(1));
        assertThat(inBulk("release", false)).containsEntry("released", number(2)).containsEntry("still_unreadable",
                number(1));
        PROGRAM.awaitFolded("waiting");
        assertThat(PROGRAM.ask("/v1/opportunities/R-1/attribution")).containsEntry("opportunity_id", "R-1");
        assertThat(inBulk("discard", true)).containsEntry("discardable", number(1)).hasSize(1);
        assertThat(inBulk("discard", false)).containsEntry("discarded", number(1)).hasSize(1);
        PROGRAM.awaitFolded("waiting");

        assertThat(inBulk("discard", false)).isEmpty();
        assertThat(LiveProgram.list(PROGRAM.ask("/v1/quarantine", "status", "released", "via", "connector:robin"),
                "entries")).hasSize(2)
                .allSatisfy(entry -> assertThat(LiveProgram.object(entry)).containsEntry("ruling_reason",
                        "a new word"));
        assertThat(PROGRAM.post("/v1/quarantine/discard", "application/json", "{\"reason\":\"all of it\"}").json())
                .containsEntry("path", "matching");
        assertThat(PROGRAM.post("/v1/quarantine/discard", "application/json",
                "{\"matching\":{\"via\":\"http\"}}").json()).containsEntry("path", "reason");
    }

    private static Map<String, @Nullable Object> inBulk(String verb, boolean dryRun) {
        return LiveProgram.object(post("/v1/quarantine/" + verb, """
                {"by": "ann", "reason": "a new word", "matching": {"via": "connector:robin"}, "dry_run": %s}"""
                .formatted(dryRun)).get("outcomes"));
    }

    /** What waits and concerns this record, shown whole. */
    private static String onlyOpen(String record, String problem) {
        List<Map<String, @Nullable Object>> open = LiveProgram
                .list(PROGRAM.ask("/v1/quarantine", "status", "open"), "entries").stream().map(LiveProgram::object)
                .filter(entry -> String.valueOf(entry.get("id")).contains(record)).toList();
        assertThat(open).singleElement()
                .satisfies(entry -> assertThat(String.valueOf(entry.get("problems"))).contains(problem));
        String id = String.valueOf(open.getFirst().get("quarantine_id"));
        assertThat(PROGRAM.ask("/v1/quarantine/" + id).get("raw")).isInstanceOf(String.class);
        return id;
    }

    private static Map<String, @Nullable Object> whole(String id) {
        return LiveProgram.object(PROGRAM.ask("/v1/quarantine/" + id).get("entry"));
    }

    private static String ruling(String id, String verb) {
        return "/v1/quarantine/" + id + "/" + verb;
    }

    private static Map<String, @Nullable Object> post(String path, String body) {
        LiveProgram.Answer answer = PROGRAM.post(path, "application/json", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static void put(String connector, String mapping) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(HttpRequest.newBuilder(PROGRAM.uri("/v1/connectors/" + connector + "/mapping"))
                    .header("Content-Type", "application/json").PUT(BodyPublishers.ofString(mapping)).build(),
                    BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private static String example(String file) throws IOException {
        return Files.readString(Path.of("..", "deploy", "docs", "connectors", "example", file));
    }

    private static BigDecimal number(int value) {
        return BigDecimal.valueOf(value);
    }
}
