package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.store.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program, asked over HTTP. */
class FactsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext program;

    @BeforeAll
    static void start() {
        program = new SpringApplicationBuilder(AttributionApplication.class).run("--server.port=0",
                "--ledger.publish.enabled=false",
                "--ledger.seal.sign=false",
                "--spring.datasource.url=" + TestPostgres.newDatabase(), "--logging.level.root=warn");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aFactSentTwiceCountsOnce() throws Exception {
        String event = identified("twice-1", "acct-twice");

        assertThat(result(post("application/cloudevents+json", event))).containsEntry("outcome", "accepted");
        Map<String, @Nullable Object> again = result(post("application/cloudevents+json", event));
        assertThat(again).containsEntry("outcome", "duplicate");
        assertThat(again.get("position")).isInstanceOf(BigDecimal.class);
    }

    @Test
    void theSameIdWithOtherContentIsQuarantined() throws Exception {
        post("application/cloudevents+json", identified("conflict-1", "acct-a"));

        assertThat(result(post("application/cloudevents+json", identified("conflict-1", "acct-b"))))
                .containsEntry("outcome", "quarantined").containsKey("quarantine_id");
    }

    @Test
    void aFactThatComesTooEarlyIsParked() throws Exception {
        String won = event("early-1", "opportunity.closed_won",
                "{\"opportunity_id\":\"opp-unknown\",\"amount\":\"10.00\",\"currency\":\"USD\"}");

        assertThat(result(post("application/cloudevents+json", won))).containsEntry("outcome", "parked");
    }

    @Test
    void whatCannotBeReadIsKeptForAPersonWhoDecidesOnce() throws Exception {
        String broken = event("broken-1", "no.such_kind", "{}");
        String quarantineId = String.valueOf(
                result(post("application/cloudevents+json", broken)).get("quarantine_id"));

        assertThat(answer("/v1/quarantine/" + quarantineId + "/release", "application/json", "", 409))
                .containsEntry("type", "/problems/still-unreadable");
        assertThat(answer("/v1/quarantine/" + quarantineId + "/discard", "application/json",
                "{\"by\":\"lena\",\"reason\":\"a test\"}", 200)).containsEntry("reason", "a test");
        assertThat(answer("/v1/quarantine/" + quarantineId + "/discard", "application/json",
                "{\"by\":\"lena\",\"reason\":\"again\"}", 409)).containsEntry("type", "/problems/quarantine-ruled");
    }

    @Test
    void aConflictIsCountedInWhenItIsReleased() throws Exception {
        post("application/cloudevents+json", identified("conflict-2", "acct-a"));
        String quarantineId = String.valueOf(
                result(post("application/cloudevents+json", identified("conflict-2", "acct-b"))).get("quarantine_id"));

        assertThat(result(answer("/v1/quarantine/" + quarantineId + "/release", "application/json",
                "{\"by\":\"lena\"}", 200))).containsEntry("id", "conflict-2");
    }

    @Test
    void linesOfAnyNumberAreCountedIn() throws Exception {
        String body = IntStream.range(0, 1_100).mapToObj(i -> identified("line-" + i, "acct-" + i % 40))
                .collect(Collectors.joining("\n"));
        List<String> lines = HTTP.send(request("/v1/facts", "application/x-ndjson", body), BodyHandlers.ofString())
                .body().lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(JsonTree.parseObject(lines.getLast().getBytes(UTF_8))).containsEntry("done", true)
                .containsEntry("accepted", BigDecimal.valueOf(1_100));
    }

    @Test
    void theMetersCountByOutcomeAndWay() throws Exception {
        post("application/cloudevents+json", identified("metered-1", "acct-metered"));
        String metrics = HTTP.send(HttpRequest.newBuilder(uri("/actuator/prometheus")).build(), BodyHandlers.ofString())
                .body();

        assertThat(metrics)
                .containsPattern("attribution_intake_facts_total\\{outcome=\"accepted\",via=\"http\"} [1-9]");
    }

    private static String identified(String id, String accountId) {
        return event(id, "account.identified", "{\"account_id\":\"" + accountId + "\"}");
    }

    private static String event(String id, String kind, String data) {
        return "{\"specversion\":\"1.0\",\"source\":\"crm\",\"id\":\"" + id + "\",\"type\":\"attribution." + kind
                + ".v1\",\"time\":\"2026-03-02T17:00:00Z\",\"data\":" + data + "}";
    }

    private static Map<String, @Nullable Object> post(String contentType, String body) throws Exception {
        return answer("/v1/facts", contentType, body, 200);
    }

    private static Map<String, @Nullable Object> answer(String path, String contentType, String body, int status)
            throws IOException, InterruptedException {
        var answer = HTTP.send(request(path, contentType, body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonTree.parseObject(answer.body().getBytes(UTF_8));
    }

    private static HttpRequest request(String path, String contentType, String body) {
        return HttpRequest.newBuilder(uri(path)).header("Content-Type", contentType).POST(BodyPublishers.ofString(body))
                .build();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + path);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> result(Map<String, @Nullable Object> answer) {
        return (Map<String, @Nullable Object>) ((List<?>) Objects.requireNonNull(answer.get("results"))).getFirst();
    }
}
