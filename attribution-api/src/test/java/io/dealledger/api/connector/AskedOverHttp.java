package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a running program's connectors. Paths begin behind {@code /v1/connectors/}. */
record AskedOverHttp(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param status that the answer must have */
    Map<String, @Nullable Object> post(String path, byte[] body, int status, String... headers) {
        return send("POST", path, body, status, headers);
    }

    Map<String, @Nullable Object> get(String path, int status) {
        return send("GET", path, new byte[0], status);
    }

    Map<String, @Nullable Object> send(String method, String path, byte[] body, int status, String... headers) {
        return JsonTree.parseObject(text(method, path, body, status, headers).getBytes(StandardCharsets.UTF_8));
    }

    String text(String method, String path, byte[] body, int status, String... headers) {
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/connectors/").resolve(path))
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
