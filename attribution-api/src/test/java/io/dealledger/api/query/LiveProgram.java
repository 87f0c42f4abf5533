package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.FoldingProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The real program over a database of its own, with a clock that the test sets, asked over HTTP. */
public final class LiveProgram implements AutoCloseable {
    public static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ConfigurableApplicationContext program;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param settings beside the usual ones, as on the command line */
    public LiveProgram(String... settings) {
        this(newDatabase(), settings);
    }

    /** A database for programs that share one. */
    public static String newDatabase() {
        return TestPostgres.copyOf(Migrated.DATABASE);
    }

    /** Over a database that is there. */
    public static LiveProgram over(String database, String... settings) {
        return new LiveProgram(database, settings);
    }

    private LiveProgram(String database, String[] settings) {
        var arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(List.of("--server.port=0", "--spring.datasource.url=" + database,
                "--ledger.data=" + folder(),
                "--logging.level.root=warn", "--ledger.publish.enabled=false")); // tests set the clock
        program = new SpringApplicationBuilder(AttributionApplication.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("testClock",
                        InstantSource.class, () -> now::get, definition -> definition.setPrimary(true)))
                .run(arguments.toArray(String[]::new));
    }

    /** Where the program has run once, with nothing in the ledger: migrating anew would take a third of each start. */
    private static final class Migrated {
        static final String DATABASE = TestPostgres.newDatabase();

        static {
            over(DATABASE, "--ledger.seal.sign=false").close(); // each copy has keys of its own
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ledger");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LiveProgram at(Instant instant) {
        now.set(instant);
        return this;
    }

    /** Posts a fact as a CloudEvent; gives what became of it. */
    public Map<String, @Nullable Object> post(String source, String id, String kind, Instant occurredAt,
            Map<String, @Nullable Object> data) {
        Answer answer = post("/v1/facts", "application/cloudevents+json",
                CanonicalJson.write(Map.of("specversion", "1.0", "source", source, "id", id, "type",
                        "attribution." + kind + ".v1", "time", occurredAt.toString(), "datacontenttype",
                        "application/json", "data", data)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return object(list(answer.json(), "results").getFirst());
    }

    public Answer post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)).build());
    }

    /** Returns when a view has folded everything that is in the ledger. */
    public void awaitFolded(String view) throws InterruptedException {
        FoldingProcessor processor = program.getBeansOfType(FoldingProcessor.class).values().stream()
                .filter(each -> each.getName().equals(view)).findFirst().orElseThrow();
        assertThat(processor.await(head(), Duration.ofMinutes(1))).as(view).isTrue();
    }

    public long head() {
        return program.getBean(LedgerStore.class).head();
    }

    /** What an answer was. */
    public record Answer(int status, HttpHeaders headers, String body) {
        public Map<String, @Nullable Object> json() {
            return JsonTree.parseObject(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Asks after everything that is in the ledger has been folded. */
    public Map<String, @Nullable Object> ask(String path, String... parameters) {
        Answer answer = get(path, with(parameters, "min_position", "p" + head()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** An answer that is no text. */
    public byte[] bytes(String path) {
        try {
            HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(uri(path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(() -> new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param parameters names and values in turn */
    public Answer get(String path, String... parameters) {
        var query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(uri(path + query)).build());
    }

    /** A part of the running program. */
    public <T> T bean(Class<T> type) {
        return program.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return program.getBeansOfType(type).values();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + path);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    public static List<?> list(Map<String, @Nullable Object> answer, String member) {
        return (List<?>) Objects.requireNonNull(answer.get(member));
    }

    static String[] with(String[] parameters, String name, String value) {
        var more = Arrays.copyOf(parameters, parameters.length + 2);
        more[parameters.length] = name;
        more[parameters.length + 1] = value;
        return more;
    }

    @Override
    public void close() {
        program.close();
    }
}
