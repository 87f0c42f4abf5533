package io.dealledger.api.connector.backfill;

import io.dealledger.api.connector.ImportedFrom;
import io.dealledger.api.json.JsonTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service that imports. What it cannot take now is sent again: sending twice is harmless. */
final class Service implements AutoCloseable {
    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String connector;
    private final PrintWriter err;

    Service(URI url, String connector, PrintWriter err) {
        this.url = url;
        this.connector = connector;
        this.err = err;
    }

    /** A file cannot be imported, in words for a person. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Has the service check and keep a mapping. @return its version */
    String keepMapping(byte[] document) throws RefusedException, InterruptedException {
        return String.valueOf(send(HttpRequest.newBuilder(url.resolve("/v1/mappings"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(document)).build())
                .get("version"));
    }

    /** Puts a mapping in force for the connector. @return its version */
    String putMapping(byte[] document) throws RefusedException, InterruptedException {
        return String.valueOf(send(HttpRequest.newBuilder(url.resolve("/v1/connectors/" + connector + "/mapping"))
                .header("Content-Type", "application/json").PUT(BodyPublishers.ofByteArray(document)).build())
                .get("mapping"));
    }

    /**
     * @param parameters how the block is to be taken
     * @param file       what the block is a part of: SHA-256 and name
     */
    Map<String, @Nullable Object> send(String feed, String parameters, Block block, String file)
            throws RefusedException, InterruptedException {
        return send(HttpRequest.newBuilder(url.resolve("/v1/connectors/" + connector + "/"
                + URLEncoder.encode(feed, StandardCharsets.UTF_8) + "/files?details=false&" + parameters))
                .header("Content-Type", "application/octet-stream").header(ImportedFrom.FILE, file)
                .header(ImportedFrom.ROWS, block.first() + "-" + (block.first() + block.rows() - 1))
                .POST(BodyPublishers.ofByteArray(block.bytes())).build());
    }

    private Map<String, @Nullable Object> send(HttpRequest request) throws RefusedException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        String last = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    return JsonTree.parseObject(answer.body());
                }
                last = new String(answer.body(), StandardCharsets.UTF_8);
                if (answer.statusCode() != UNAVAILABLE) {
                    throw new RefusedException(last);
                }
            } catch (IOException e) {
                last = "no service answers at " + url + ": " + e;
            }
            if (attempt < TRIES) {
                err.println("tried again in " + pause.toMillis() + " ms: " + last);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
        throw new RefusedException(last + "\nThe same command goes on where this one stopped.");
    }

    @Override
    public void close() {
        http.close();
    }
}
