package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was answered is there, however the process ended. */
class KilledServiceIT {
    private static final int POSTERS = 8;
    private static final int ENOUGH = 240;

    private final HttpClient http = HttpClient.newHttpClient();
    /** Position of every fact whose delivery was answered, by its id. */
    private final Map<String, Long> answered = new ConcurrentHashMap<>();

    @Test
    void nothingThatWasAnsweredIsLost(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("ledger");
        try (RealJar.Service service = RealJar.serve(data)) {
            postUntil(service, "killed", service::kill);
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(ENOUGH);
        try (RealJar.Service service = RealJar.serve(data)) {
            everythingAnsweredIsThere(service);
            aSecondProcessIsRefused(data);
            postUntil(service, "stopped", service::stop);
        }
        try (RealJar.Service service = RealJar.serve(data)) {
            everythingAnsweredIsThere(service);
        }
    }

    /** Posts from eight sides at once, and ends the service in the middle of it. */
    private void postUntil(RealJar.Service service, String prefix, Ending ending) throws Exception {
        var enough = new CountDownLatch(ENOUGH);
        try (ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int poster = 0; poster < POSTERS; poster++) {
                String name = prefix + "-" + poster;
                posters.submit(() -> {
                    for (int n = 0; service.process().isAlive(); n++) {
                        String id = name + "-" + n;
                        try {
                            answered.put(id, deliver(service.url(), id).path("position").asLong(-1));
                            enough.countDown();
                        } catch (IOException | IllegalStateException _) {
                            // not answered: the source would repeat it
                        }
                    }
                    return null;
                });
            }
            assertThat(enough.await(3, TimeUnit.MINUTES)).as("enough answers").isTrue();
            ending.end();
        }
    }

    private interface Ending {
        void end() throws InterruptedException;
    }

    private void everythingAnsweredIsThere(RealJar.Service service) throws Exception {
        for (Map.Entry<String, Long> known : answered.entrySet()) {
            JsonNode again = deliver(service.url(), known.getKey());
            assertThat(again.path("outcome").asString()).as(known.getKey()).isEqualTo("duplicate");
            assertThat(again.path("position").asLong()).as(known.getKey()).isEqualTo(known.getValue());
        }
    }

    private static void aSecondProcessIsRefused(Path data) throws Exception {
        RealJar.Ended second = RealJar.run("serve", "--server.port=0", "--ledger.data=" + data);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).contains("APPLICATION FAILED TO START", data.toString(), "is in use by process")
                .doesNotContain("\tat ");
    }

    /** @return the result; @throws IllegalStateException if the service refuses */
    private JsonNode deliver(URI service, String id) throws IOException, InterruptedException {
        String fact = """
                {"specversion":"1.0","source":"crm","id":"%s","type":"attribution.account.direct_touch.v1",
                 "time":"2026-03-02T10:00:00Z","data":{"account_id":"A-%s"}}
                """.formatted(id, id.substring(0, id.lastIndexOf('-')));
        var request = HttpRequest.newBuilder(service.resolve("/v1/facts"))
                .header("content-type", "application/cloudevents+json").POST(BodyPublishers.ofString(fact)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).path("results").get(0);
    }
}
