package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The real program over a database of its own, with a clock that the test sets, asked over HTTP. */
final class LiveProgram implements AutoCloseable {
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ConfigurableApplicationContext program;
    private final HttpClient http = HttpClient.newHttpClient();

    LiveProgram() {
        program = new SpringApplicationBuilder(AttributionApplication.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("testClock",
                        InstantSource.class, () -> now::get, definition -> definition.setPrimary(true)))
                .run("--server.port=0", "--spring.datasource.url=" + TestPostgres.newDatabase(),
                        "--logging.level.root=warn");
    }

    LiveProgram at(Instant instant) {
        now.set(instant);
        return this;
    }

    Receipt accept(String source, String id, String kind, Instant occurredAt, Map<String, @Nullable Object> data) {
        Statement statement = switch (FactReader.read(kind, data)) {
            case FactReader.Readable(var fact) -> new Statement(source, id, occurredAt, null, fact, data);
            case FactReader.Unreadable(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
        byte[] raw = CanonicalJson.write(data).getBytes(StandardCharsets.UTF_8);
        return program.getBean(Intake.class)
                .accept(List.of(new Delivery(raw, "application/json", "http", new Delivery.Read(statement))))
                .getFirst();
    }

    long head() {
        return program.getBean(LedgerStore.class).head();
    }

    <T> T bean(Class<T> type) {
        return program.getBean(type);
    }

    /** What an answer was. */
    record Answer(int status, String contentType, String body) {
        Map<String, @Nullable Object> json() {
            return JsonTree.parseObject(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Asks after everything that is in the ledger has been folded. */
    Map<String, @Nullable Object> ask(String path, String... parameters) {
        Answer answer = get(path, with(parameters, "min_position", "p" + head()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** @param parameters names and values in turn */
    Answer get(String path, String... parameters) {
        var query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        String port = program.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query)).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String[] with(String[] parameters, String name, String value) {
        var more = java.util.Arrays.copyOf(parameters, parameters.length + 2);
        more[parameters.length] = name;
        more[parameters.length + 1] = value;
        return more;
    }

    @Override
    public void close() {
        program.close();
    }
}
