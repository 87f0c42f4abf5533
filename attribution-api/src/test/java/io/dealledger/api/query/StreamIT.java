package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real client listens while the ledger goes on. */
@Timeout(60) // a line that never comes
class StreamIT {
    private static final Instant MARCH_1 = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MARCH_4 = Instant.parse("2026-03-04T12:00:00Z");

    /** One listener: what it hears, line by line. */
    private record Listener(HttpResponse<InputStream> answer, BufferedReader lines) implements AutoCloseable {
        static Listener listen(HttpClient http, LiveProgram program, @Nullable String heard)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(program.uri("/v1/stream/share"));
            if (heard != null) {
                request.header("Last-Event-ID", heard);
            }
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            return new Listener(answer,
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        }

        /** Comments are passed over. */
        Event next() throws IOException {
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("data:")) {
                    return new Event(id, JsonTree.parseObject(line.substring(5).getBytes(StandardCharsets.UTF_8)));
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private record Event(String id, Map<String, @Nullable Object> data) {
        @Nullable
        Object runningWeek(String member) {
            return object(list(data, "weekly").getLast()).get(member);
        }
    }

    @Test
    void tellsTheNumbersWhenTheyChangeToWhoListensAndResumesAndEndsWithTheService()
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient(); Listener last = untilItStops(http)) {
            assertThat(last.lines().lines().filter(line -> line.startsWith("data:"))).as("it ended, and cleanly")
                    .isEmpty();
        }
    }

    private static Listener untilItStops(HttpClient http) throws IOException, InterruptedException {
        try (var program = new LiveProgram("--ledger.stream.listeners=2", "--ledger.stream.heartbeat=200ms")) {
            program.at(MARCH_1);
            Deals.created(program, "O1", true, MARCH_1);
            Deals.created(program, "O2", false, MARCH_1);
            program.at(MARCH_4);
            Listener first = Listener.listen(http, program, null);
            assertThat(first.answer().headers().firstValue("content-type")).hasValueSatisfying(
                    type -> assertThat(type).startsWith("text/event-stream"));
            Event before = first.next();
            assertThat(before.runningWeek("week")).isEqualTo("2026-W10");
            assertThat(before.runningWeek("share")).isNull();
            assertThat(before.id()).isEqualTo(String.valueOf(program.head()));

            program.post("crm", "n1", "account.identified", MARCH_4,
                    Map.of("account_id", "A-O1", "name", "nobody counts"));
            Deals.won(program, "O1", "60.00", MARCH_4);
            Event won = first.next();
            assertThat(won.runningWeek("share")).isEqualTo("1.000000");
            assertThat(object(object(won.data().get("rolling")).get("r26"))).containsEntry("sourced", "60.00");
            assertThat(won.data()).containsEntry("definition", "vendor_net.new_revenue.iso_week.UTC.USD_dated");

            Listener second = Listener.listen(http, program, won.id());
            Listener refused = Listener.listen(http, program, null);
            assertThat(refused.answer().statusCode()).isEqualTo(503);
            assertThat(refused.lines().readLine()).contains("2 listen to this node already");
            refused.close();

            Deals.won(program, "O2", "40.00", MARCH_4);
            assertThat(second.next().runningWeek("share")).as("what it had heard is not said again")
                    .isEqualTo("0.600000");
            assertThat(first.next().runningWeek("share")).isEqualTo("0.600000");
            assertThat(second.lines().lines().anyMatch(":still here"::equals)).as("heartbeat").isTrue();
            first.close();
            return second;
        }
    }
}
