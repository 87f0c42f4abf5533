package io.dealledger.api.connector.transport;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one vendor. An answer is whole, is JSON, and came from the vendor's own address; anything else is tried again,
 * later each time, until the budget is spent. Where most attempts fail the vendor is left alone for a while.
 */
public final class VendorApi {
    private static final long LARGEST = 64L * 1024 * 1024;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
    private static final int LOOKED_BACK = 20;
    private static final String BEARER = "Bearer ";
    private static final double SPREAD = 0.5;

    private final String name;
    private final ApiSettings settings;
    private final Credentials credentials;
    private final HttpClient http;
    private final CircuitBreaker breaker;

    /**
     * @param kept refresh tokens, for vendors that replace them
     * @throws IllegalArgumentException if the settings would send secrets where others can listen
     */
    public VendorApi(String name, ApiSettings settings, RefreshTokens kept) {
        Origin.requireSafe("ledger.connectors." + name + ".api.url", settings.url());
        this.name = name;
        this.settings = settings;
        this.credentials = Credentials.of(name, settings, kept);
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER).build();
        this.breaker = CircuitBreaker.of(name, CircuitBreakerConfig.custom().slidingWindowSize(LOOKED_BACK)
                .minimumNumberOfCalls(LOOKED_BACK).waitDurationInOpenState(LEFT_ALONE)
                .ignoreException(e -> e instanceof VendorRefusedException
                        || (e instanceof TryAgainException again && again.isBusy()))
                .build());
    }

    /** @param body as it came; what it holds is {@code tree} */
    public record Answer(byte[] body, @Nullable Object tree) {}

    public ApiSettings settings() {
        return settings;
    }

    /** @throws IllegalArgumentException if secrets sent there could be heard by others */
    public static void requireSafe(String setting, URI url) {
        Origin.requireSafe(setting, url);
    }

    /** The token itself, for what is not asked over HTTP; null where there is none. */
    public @Nullable String token() {
        String header = credentials.header();
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    /** The vendor does not take the token any more. */
    public void renewToken() {
        credentials.renew();
    }

    /**
     * @param path with its query, below the API's address; or a whole address that the vendor gave, of the same host
     * @throws VendorUnavailableException if no attempt succeeded
     * @throws VendorRefusedException     if asking again would not help
     */
    public Answer get(String path) {
        return ask("GET", path, BodyPublishers.noBody());
    }

    /** The same with a JSON body; for reading only, so that asking twice does no harm. */
    public Answer post(String path, String json) {
        return ask("POST", path, BodyPublishers.ofString(json));
    }

    private Answer ask(String method, String path, BodyPublisher body) {
        URI url = url(path);
        long deadline = System.nanoTime() + settings.budget().toNanos();
        var retry = Retry.of(name, RetryConfig.<Answer>custom().maxAttempts(settings.attempts())
                .retryOnException(e -> e instanceof TryAgainException again
                        && System.nanoTime() + again.atLeast().toNanos() < deadline)
                .intervalBiFunction((attempt, outcome) -> Math.max(waiting(attempt),
                        outcome.isLeft() && outcome.getLeft() instanceof TryAgainException again
                                ? again.atLeast().toMillis()
                                : 0))
                .build());
        try {
            return retry.executeSupplier(() -> breaker.executeSupplier(() -> once(method, url, body, true)));
        } catch (TryAgainException e) {
            throw new VendorUnavailableException(described(method, url) + ": " + e.getMessage());
        } catch (CallNotPermittedException e) {
            throw new VendorUnavailableException(
                    described(method, url) + ": most attempts fail, so it is left alone for "
                            + LEFT_ALONE.toSeconds() + " seconds");
        }
    }

    private long waiting(int attempt) {
        return IntervalFunction.ofExponentialRandomBackoff(settings.backoff(), 2, SPREAD).apply(attempt);
    }

    private URI url(String path) {
        URI url = path.startsWith("http://") || path.startsWith("https://")
                ? URI.create(path)
                : URI.create(settings.url().toString().replaceAll("/+$", "") + path);
        if (!Origin.same(url, settings.url())) {
            throw new VendorRefusedException(0, "connector '" + name + "' is sent on to another host, "
                    + url.getHost() + "; only " + settings.url().getHost() + " is asked");
        }
        return url;
    }

    private Answer once(String method, URI url, BodyPublisher body, boolean first) {
        var request = HttpRequest.newBuilder(url).method(method, body).timeout(settings.timeout())
                .header("Accept", "application/json").header("Content-Type", "application/json");
        for (Map.Entry<String, String> header : settings.headers().entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        String authorization = credentials.header();
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        HttpResponse<byte[]> answer = send(request.build());
        if (answer.statusCode() == 401 && first && credentials.isRenewable()) {
            credentials.renew();
            return once(method, url, body, false);
        }
        return judged(method, url, answer);
    }

    /** The timeout of a request ends with the headers of its answer: this one holds to the last byte. */
    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TryAgainException("no whole answer in " + settings.timeout().toMillis() + " ms", Duration.ZERO,
                    false);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new TryAgainException(cause instanceof IOException && cause.getMessage() != null
                    ? cause.getMessage()
                    : String.valueOf(cause), Duration.ZERO, false);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new VendorUnavailableException("interrupted while connector '" + name + "' was asking");
        }
    }

    private Answer judged(String method, URI url, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == 429 || status == 408 || status >= 500) {
            throw new TryAgainException("status " + status, wait(answer), status == 429);
        }
        if (status < 200 || status >= 300) {
            throw new VendorRefusedException(status, described(method, url) + ": status " + status, answer.body());
        }
        try {
            return new Answer(answer.body(), JsonTree.parse(answer.body()));
        } catch (UnreadableJsonException e) { // cut off, or a proxy's page of regret
            throw new TryAgainException("an answer that is not whole: " + e.getMessage(), Duration.ZERO, false);
        }
    }

    /** In seconds; a date is as good as nothing, since its clock is not ours. */
    private static Duration wait(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Retry-After").filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).orElse(Duration.ZERO);
    }

    /** Without the query, which may name people. */
    private String described(String method, URI url) {
        return "connector '" + name + "' has no answer to " + method + " " + url.getHost() + url.getPath();
    }

    private static final class TryAgainException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Duration wait;
        private final boolean busy;

        TryAgainException(String message, Duration wait, boolean busy) {
            super(message);
            this.wait = wait;
            this.busy = busy;
        }

        Duration atLeast() {
            return wait;
        }

        /** The vendor is well and has had enough of us. */
        boolean isBusy() {
            return busy;
        }
    }
}
