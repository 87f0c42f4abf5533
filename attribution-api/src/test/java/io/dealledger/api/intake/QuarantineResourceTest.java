package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.WebSlice;
import io.dealledger.api.intake.QuarantineDesk.Ruling;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootTest(classes = {WebSlice.class,
    QuarantineResourceTest.Resources.class}, webEnvironment = WebEnvironment.RANDOM_PORT)
class QuarantineResourceTest {
    private static final Instant APRIL_1 = Instant.parse("2026-04-01T00:00:00Z");
    private static final Map<String, Ruling> RELEASES = Map.of("q-fine",
            new QuarantineDesk.Released(APRIL_1,
                    List.of(new Receipt("crm", "crm-1", Receipt.Outcome.ACCEPTED, 7L, APRIL_1, null, null))),
            "q-old", new QuarantineDesk.RuledBefore("discarded", APRIL_1), "q-broken",
            new QuarantineDesk.StillUnread(new Delivery.Unread("unreadable", "crm", "crm-1", "t",
                    List.of(new Problem("time", "absent", "an instant"), new Problem("data", "absent", "an object")))));

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aReleaseIsAnsweredAsTheFactIs() throws Exception {
        for (BodyPublisher body : List.of(BodyPublishers.ofString("{\"by\":\"lena\"}"), BodyPublishers.noBody())) {
            Map<String, @Nullable Object> answer = object(post("q-fine/release", body), 200);
            assertThat(answer).containsEntry("quarantine_id", "q-fine").containsEntry("counts_as_of",
                    "2026-04-01T00:00:00Z");
            assertThat(answer).extracting("results").asInstanceOf(InstanceOfAssertFactories.LIST).singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("outcome", "accepted")
                    .containsEntry("position", BigDecimal.valueOf(7))
                    .containsEntry("recorded_at", "2026-04-01T00:00:00Z");
        }
    }

    @Test
    void aMisspelledMemberIsRefusedByItsName() throws Exception {
        assertThat(object(post("q-fine/release", BodyPublishers.ofString("{\"bye\":\"lena\"}")), 400))
                .containsEntry("type", "/problems/unknown-parameter").containsEntry("path", "bye")
                .containsEntry("accepted", "by, reason");
    }

    @Test
    void aDiscardIsAnsweredWithItsReason() throws Exception {
        assertThat(
                object(post("q-fine/discard", BodyPublishers.ofString("{\"by\":\"lena\",\"reason\":\"a test\"}")), 200))
                .isEqualTo(
                        Map.of("quarantine_id", "q-fine", "reason", "a test", "recorded_at", "2026-04-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "{\"reason\":null}"})
    void aDiscardNeedsAReason(String body) throws Exception {
        assertThat(object(post("q-fine/discard", BodyPublishers.ofString(body)), 400)).containsEntry("path", "reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]"})
    void aDecisionThatIsNotJsonIsRefused(String body) throws Exception {
        object(post("q-fine/discard", BodyPublishers.ofString(body)), 400);
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        assertThat(object(post("q-none/release", BodyPublishers.noBody()), 404)).containsEntry("value", "q-none");
        assertThat(object(post("q-old/release", BodyPublishers.noBody()), 409))
                .containsEntry("type", "/problems/quarantine-ruled")
                .containsEntry("detail", "delivery 'q-old' was discarded at 2026-04-01T00:00:00Z");
        assertThat(object(post("q-broken/release", BodyPublishers.noBody()), 409))
                .containsEntry("type", "/problems/still-unreadable")
                .containsEntry("detail", "time is absent; accepted: an instant; data is absent; accepted: an object")
                .containsEntry("path", "time");
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/quarantine/" + path))
                .header("Content-Type", "application/json").POST(body).build(), BodyHandlers.ofString());
    }

    private static Map<String, @Nullable Object> object(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonTree.parseObject(answer.body().getBytes(UTF_8));
    }

    @Import(QuarantineResource.class)
    static class Resources {
        @Bean
        QuarantineDesk desk() {
            return new QuarantineDesk() {
                @Override
                public Ruling release(String quarantineId, @Nullable String by, @Nullable String reason) {
                    return Objects.requireNonNullElse(RELEASES.get(quarantineId), new NeverQuarantined());
                }

                @Override
                public Prospect look(String quarantineId) {
                    return new NeverQuarantined();
                }

                @Override
                public Ruling discard(String quarantineId, @Nullable String by, String reason) {
                    return new Discarded(APRIL_1);
                }
            };
        }
    }
}
