package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.WebSlice;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootTest(classes = {WebSlice.class,
    FactsResourceTest.Resources.class}, webEnvironment = WebEnvironment.RANDOM_PORT)
class FactsResourceTest {
    private static final int MIB = 1024 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private RecordingIntake intake;

    @Autowired
    private MeterRegistry meters;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void startEmpty() {
        intake.forget();
    }

    @Nested
    class OneFact {
        @Test
        void isAnsweredWithWhatBecameOfIt() throws Exception {
            assertThat(object(post("application/cloudevents+json", event("crm-1")), 200)).isEqualTo(JsonTree.parse("""
                    {"accepted":1,"duplicates":0,"parked":0,"quarantined":0,"results":[{"source":"crm","id":"crm-1",
                     "outcome":"accepted","position":0,"recorded_at":"2026-04-01T00:00:00.000001Z","problem":null,
                     "quarantine_id":null}]}""".getBytes(UTF_8)));
        }

        @Test
        void isADuplicateTheSecondTime() throws Exception {
            post("application/cloudevents+json", event("crm-1"));

            assertThat(object(post("application/cloudevents+json; charset=UTF-8", event("crm-1")), 200))
                    .containsEntry("duplicates", BigDecimal.ONE).containsEntry("accepted", BigDecimal.ZERO);
        }

        @Test
        void isQuarantinedWithTheReasonIfItCannotBeCountedIn() throws Exception {
            Map<String, @Nullable Object> result = result(object(
                    post("application/cloudevents+json", event("crm-1").replace("\"48000.00\"", "48000")), 200));

            assertThat(result).containsEntry("outcome", "quarantined").containsEntry("quarantine_id", "q-1")
                    .containsEntry("problem", "data.amount is 48000; accepted: money as a decimal string that is not "
                            + "negative, such as \"48000.00\"");
        }

        @Test
        void mayComeInBinaryMode() throws Exception {
            HttpRequest.Builder request = request("application/json").POST(BodyPublishers
                    .ofString("{\"opportunity_id\":\"opp-1\",\"amount\":\"48000.00\",\"currency\":\"USD\"}"));
            Map.of("ce-specversion", "1.0", "ce-source", "crm", "ce-id", "crm%2D1", "CE-Time", "2026-03-31T10:00:00Z",
                    "ce-subject", "Euro%20%E2%82%AC", "ce-type", "attribution.opportunity.closed_won.v1")
                    .forEach(request::header);

            assertThat(result(object(send(request), 200))).containsEntry("outcome", "accepted").containsEntry("id",
                    "crm-1");
            assertThat(intake.deliveries()).hasSize(1).first().extracting(Delivery::reading).asString()
                    .contains("subject=Euro €");
        }
    }

    @Nested
    class ABatch {
        @Test
        void isAnsweredItemByItem() throws Exception {
            Map<String, @Nullable Object> answer = object(post("application/cloudevents-batch+json",
                    "[" + event("crm-1") + "," + event("crm-1") + ",{\"id\":\"crm-2\"}," + event("crm-3") + "]"), 200);

            assertThat(answer).containsEntry("accepted", BigDecimal.TWO).containsEntry("duplicates", BigDecimal.ONE)
                    .containsEntry("quarantined", BigDecimal.ONE);
            assertThat(results(answer).stream().map(result -> result.get("outcome"))).containsExactly("accepted",
                    "duplicate", "quarantined", "accepted");
        }

        @Test
        void mayFillSeveralRounds() throws Exception {
            String items = events(2_500).strip().replace("\n", ",");

            assertThat(results(object(post("application/cloudevents-batch+json", "[" + items + "]"), 200)).stream()
                    .map(result -> result.get("id"))).startsWith("crm-0", "crm-1").endsWith("crm-2499").hasSize(2_500);
        }

        @Test
        void mayBeEmpty() throws Exception {
            assertThat(results(object(post("application/cloudevents-batch+json", "[]"), 200))).isEmpty();
        }
    }

    @Nested
    class ABodyIsRefusedAsAWhole {
        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"application/cloudevents+json | {\"id\": | unreadable-body",
            "application/cloudevents+json | [] | unreadable-body",
            "application/cloudevents+json | {\"id\":1,\"id\":2} | unreadable-body",
            "application/cloudevents-batch+json | {} | unreadable-body",
            "application/cloudevents-batch+json | [{}}] | unreadable-body",
            "application/cloudevents-batch+json | '' | empty-body",
            "application/cloudevents+json | '' | empty-body"})
        void ifItCannotBeRead(String contentType, String body, String slug) throws Exception {
            assertThat(object(post(contentType, body), 400)).containsEntry("type", "/problems/" + slug)
                    .containsEntry("instance", "/v1/facts");
            assertThat(intake.deliveries()).isEmpty();
        }

        @Test
        void withThePlaceOfTheFault() throws Exception {
            assertThat(object(post("application/cloudevents+json", "{\n \"id\": 1,\n \"id\": 2}"), 400))
                    .containsEntry("path", "line 3, column 2")
                    .containsEntry("value", "member \"id\" stands twice in one object");
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/xml", "text/plain", "application/json", "application/cloudevents+xml",
            "application/cloudevents+json; charset=utf-16"})
        void ifItIsOfAnotherType(String contentType) throws Exception {
            assertThat(object(post(contentType, event("crm-1")), 415)).containsEntry("type",
                    "/problems/unsupported-media-type").containsKeys("value", "accepted");
        }

        @Test
        void ifItIsCompressed() throws Exception {
            assertThat(object(send(request("application/cloudevents+json").header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofString("x"))), 415)).containsEntry("value", "gzip");
        }

        @Test
        void ifTheCallerWantsAnotherFormOfAnswer() throws Exception {
            object(send(request("application/cloudevents+json").header("Accept", "text/csv")
                    .POST(BodyPublishers.ofString(event("crm-1")))), 406);
            assertThat(intake.deliveries()).isEmpty();
        }

        @Test
        void ifItIsLargerThanTenMebibytes() throws Exception {
            byte[] body = (" ".repeat(10 * MIB) + event("crm-1")).getBytes(UTF_8);

            for (BodyPublisher withLengthAndWithout : List.of(BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                    BodyPublishers.ofByteArray(new byte[30 * MIB]))) {
                assertThat(object(send(request("application/cloudevents+json").POST(withLengthAndWithout)), 413))
                        .containsEntry("type", "/problems/body-too-large");
            }
            assertThat(intake.deliveries()).isEmpty();
        }

        @Test
        void butNotIfItHasTenMebibytes() throws Exception {
            String event = event("crm-1");

            object(post("application/cloudevents+json", " ".repeat(10 * MIB - event.length()) + event), 200);
        }

        @Test
        void ifItBreaksOff() throws Exception {
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(("""
                        POST /v1/facts HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/cloudevents+json\r
                        Transfer-Encoding: chunked\r
                        Connection: close\r
                        \r
                        nonsense\r
                        """).getBytes(UTF_8));

                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 400")
                        .contains("/problems/bad-request");
            }
        }
    }

    @Nested
    class AnIntakeThatIsAway {
        @Test
        void isAnsweredWithWhenToRepeat() throws Exception {
            intake.failsAfter(0);
            HttpResponse<String> answer = post("application/cloudevents+json", event("crm-1"));

            assertThat(object(answer, 503)).containsEntry("type", "/problems/intake-unavailable")
                    .containsEntry("detail", "the database is away").containsEntry("instance", "/v1/facts");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }

        @Test
        void isAnsweredTheSameToLinesIfNoneWasCountedIn() throws Exception {
            intake.failsAfter(0);

            object(post("application/x-ndjson", event("crm-1")), 503);
        }

        @Test
        void isToldInTheLastLineIfItLeavesHalfWay() throws Exception {
            intake.failsAfter(1);
            List<Map<String, @Nullable Object>> answer = lines(post("application/x-ndjson", events(700)));

            assertThat(answer).hasSize(2);
            assertThat(answer.getFirst()).containsEntry("accepted", BigDecimal.valueOf(500));
            assertThat(answer.getLast()).containsEntry("done", false).containsEntry("lines", BigDecimal.valueOf(500));
            assertThat(CanonicalJson.write(answer.getLast().get("problem"))).contains("/problems/intake-unavailable");
        }
    }

    @Nested
    class FactsByTheLine {
        @Test
        void areAnsweredBlockByBlockAndInTotal() throws Exception {
            List<Map<String, @Nullable Object>> answer = lines(post("application/x-ndjson", events(1_200)));

            assertThat(answer.stream().map(line -> line.get("accepted"))).containsExactly(BigDecimal.valueOf(500),
                    BigDecimal.valueOf(500), BigDecimal.valueOf(200), BigDecimal.valueOf(1_200));
            assertThat(answer.get(1)).containsEntry("first_line", BigDecimal.valueOf(501))
                    .containsEntry("last_line", BigDecimal.valueOf(1_000)).containsEntry("block", BigDecimal.TWO);
            assertThat(answer.getLast()).containsEntry("done", true).containsEntry("blocks", BigDecimal.valueOf(3))
                    .containsEntry("lines", BigDecimal.valueOf(1_200)).containsEntry("problem", null);
        }

        @Test
        void loseOnlyTheLineThatIsBroken() throws Exception {
            String body = event("crm-1") + "\r\n\n{\"id\":\n" + event("crm-2").replace("2026-03-31T10:00:00Z", "soon")
                    + "\n" + event("crm-3");
            List<Map<String, @Nullable Object>> answer = lines(post("application/x-ndjson", body));

            assertThat(answer.getLast()).containsEntry("accepted", BigDecimal.TWO)
                    .containsEntry("quarantined", BigDecimal.TWO).containsEntry("lines", BigDecimal.valueOf(4));
            assertThat(results(answer.getFirst()).stream().map(result -> result.get("line")))
                    .containsExactly(BigDecimal.valueOf(3), BigDecimal.valueOf(4));
            assertThat(String.valueOf(results(answer.getFirst()).getLast().get("problem")))
                    .startsWith("time is \"soon\"");
        }

        @Test
        void mayBeNone() throws Exception {
            for (String body : List.of("", "\n \r\n\n")) {
                assertThat(lines(post("application/x-ndjson", body))).hasSize(1).first()
                        .satisfies(total -> assertThat(total).containsEntry("done", true).containsEntry("lines",
                                BigDecimal.ZERO));
            }
        }

        @Test
        void areAnsweredToACallerWhoAcceptsJsonOnly() throws Exception {
            assertThat(lines(send(request("application/x-ndjson").header("Accept", "application/json")
                    .POST(BodyPublishers.ofString(event("crm-1")))))).hasSize(2);
        }

        @Test
        void mayBeMoreThanFitIntoOneBody() throws Exception {
            byte[] block = (event("crm-1").replace("}}", ",\"note\":\"" + "x".repeat(3_900) + "\"}}") + "\n")
                    .getBytes(UTF_8);
            int copies = 1 + 24 * MIB / block.length;
            InputStream body = new SequenceInputStream(Collections.enumeration(
                    IntStream.range(0, copies).mapToObj(_ -> (InputStream) new ByteArrayInputStream(block)).toList()));

            assertThat(lines(send(request("application/x-ndjson").POST(BodyPublishers.ofInputStream(() -> body))))
                    .getLast())
                    .containsEntry("done", true).containsEntry("accepted", BigDecimal.ONE)
                    .containsEntry("duplicates", BigDecimal.valueOf(copies - 1L));
        }

        @Test
        void stopAtALineTooLongForAnyFact() throws Exception {
            String body = events(500) + event("late") + "\n" + "x".repeat(10 * MIB + 1) + "\n" + event("never");

            List<Map<String, @Nullable Object>> answer = lines(post("application/x-ndjson", body));
            assertThat(answer.getLast()).containsEntry("done", false).containsEntry("lines", BigDecimal.valueOf(500));
            assertThat(CanonicalJson.write(answer.getLast().get("problem")))
                    .contains("line 502 is longer than 10485760 bytes"
                            + "; nothing from line 501 on was stored");
            object(post("application/x-ndjson", "x".repeat(10 * MIB + 1)), 413);
        }
    }

    @Nested
    class TheMeters {
        @Test
        void countWhatAClientSaysAboutTheLedgersTime() throws Exception {
            double before = meters.counter("attribution.intake.recorded.at.ignored").count();
            post("application/cloudevents+json", event("crm-1").replaceFirst("\\{", "{\"recorded_at\":\"now\","));

            assertThat(meters.counter("attribution.intake.recorded.at.ignored").count()).isEqualTo(before + 1);
        }
    }

    private static String event(String id) {
        return """
                {"specversion":"1.0","source":"crm","id":"%s","type":"attribution.opportunity.closed_won.v1",\
                "time":"2026-03-31T10:00:00Z","data":{"opportunity_id":"opp-1","amount":"48000.00","currency":"USD"}}"""
                .formatted(id);
    }

    private static String events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("crm-" + i) + "\n").collect(Collectors.joining());
    }

    private HttpRequest.Builder request(String contentType) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/facts")).header("Content-Type",
                contentType);
    }

    private HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return send(request(contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, @Nullable Object> object(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonTree.parseObject(answer.body().getBytes(UTF_8));
    }

    private static List<Map<String, @Nullable Object>> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/x-ndjson"));
        return answer.body().lines().map(line -> JsonTree.parseObject(line.getBytes(UTF_8))).toList();
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static List<Map<String, @Nullable Object>> results(Map<String, @Nullable Object> answer) {
        return (List<Map<String, @Nullable Object>>) java.util.Objects.requireNonNull(answer.get("results"));
    }

    private static Map<String, @Nullable Object> result(Map<String, @Nullable Object> answer) {
        assertThat(results(answer)).hasSize(1);
        return results(answer).getFirst();
    }

    @Import({FactsResource.class, IntakeAdvice.class, IntakeMetrics.class, CloudEventConfiguration.class})
    static class Resources {
        @Bean
        RecordingIntake intake() {
            return new RecordingIntake();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
