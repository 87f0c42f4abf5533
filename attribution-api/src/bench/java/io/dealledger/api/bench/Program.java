package io.dealledger.api.bench;

import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.FoldingProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real program over a database of the benchmark, with all its read models, asked over HTTP. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param settings beside the usual ones, as on the command line */
    Program(Database database, String... settings) throws IOException {
        var arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(List.of("--server.port=0", "--spring.datasource.url=" + database.pool().getJdbcUrl(),
                "--ledger.data=" + Files.createTempDirectory("bench"), "--logging.level.root=error",
                "--logging.level.org.springframework.boot.tomcat=error", "--logging.level.com.zaxxer.hikari=error",
                "--ledger.publish.enabled=false"));
        context = new SpringApplicationBuilder(AttributionApplication.class).run(arguments.toArray(String[]::new));
    }

    /** @return the answer, if it is one */
    String post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request + " gave " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    long head() {
        return context.getBean(LedgerStore.class).head();
    }

    /** Returns when every read model has folded all that is in the ledger. */
    void awaitFolded() throws InterruptedException {
        long head = head();
        for (FoldingProcessor processor : context.getBeansOfType(FoldingProcessor.class).values()) {
            if (!processor.await(head, PATIENCE)) {
                throw new IllegalStateException("not folded after " + PATIENCE + ": " + processor.status());
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
