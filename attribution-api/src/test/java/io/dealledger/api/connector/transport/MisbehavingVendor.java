package io.dealledger.api.connector.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A vendor on a real socket, which does what it is told to, one request after the other, and then only what is left. */
public final class MisbehavingVendor implements AutoCloseable {
    /** What it does with one request. */
    public interface Behaviour {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** One request, as it came. */
    public record Asked(String method, URI uri, List<String> authorization, String body) {}

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits for an acknowledgement, 40 ms
    }

    private final HttpServer server;
    private final BlockingQueue<Behaviour> script = new LinkedBlockingQueue<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);

    public MisbehavingVendor(Behaviour otherwise) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI(),
                    exchange.getRequestHeaders().getOrDefault("Authorization", List.of()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Behaviour next = script.poll();
            try (exchange) {
                (next == null ? otherwise : next).handle(exchange);
            }
        });
        server.start();
    }

    public MisbehavingVendor first(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public static Behaviour answers(int status, String body, String... headers) {
        return answers(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Behaviour answers(int status, byte[] body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Promises the whole body and hangs up after so many bytes. */
    public static Behaviour cutsOff(byte[] body, int after) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(Arrays.copyOf(body, after));
            exchange.getResponseBody().flush();
        };
    }

    /** Sends its headers and then nothing, until the test is over. */
    public Behaviour stalls() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100);
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
