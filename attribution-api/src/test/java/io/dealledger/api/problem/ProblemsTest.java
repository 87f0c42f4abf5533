package io.dealledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.WebSlice;
import io.dealledger.api.json.JsonTree;
import io.dealledger.faulty.FaultyResource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whatever goes wrong, wherever, the caller reads a problem of the catalogue. Asked of a running server. */
@SpringBootTest(classes = {WebSlice.class, ProblemsTest.Resources.class}, webEnvironment = WebEnvironment.RANDOM_PORT)
class ProblemsTest {
    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"GET,/nowhere,404,no-such-address", "GET,/error,404,no-such-address",
        "DELETE,/thing,405,method-not-allowed", "TRACE,/thing,405,method-not-allowed",
        "GET,/thing,400,bad-parameter", "GET,/thing?week=x,400,bad-parameter",
        "GET,/refused,404,not-found", "GET,/broken,500,internal-error", "GET,/database-away,503,unavailable",
        "GET,/problems/nonsense,404,not-found",
        "GET,/filter?send=400,400,bad-request", "GET,/filter?send=401,400,bad-request",
        "GET,/filter?send=404,404,no-such-address",
        "GET,/filter?send=405,405,method-not-allowed", "GET,/filter?send=406,406,not-acceptable",
        "GET,/filter?send=413,413,body-too-large", "GET,/filter?send=415,415,unsupported-media-type",
        "GET,/filter?send=429,429,too-many-requests", "GET,/filter?send=500,500,internal-error",
        "GET,/filter?send=503,503,unavailable", "GET,/filter?throw=yes,500,internal-error"})
    void aFailureIsToldAsAProblem(String method, String path, int status, String slug) throws Exception {
        Map<String, @Nullable Object> problem = problem(send(request(path).method(method, BodyPublishers.noBody())),
                status);

        assertThat(problem).containsEntry("type", "/problems/" + slug)
                .containsEntry("instance", URI.create(path).getPath()).containsKeys("title", "detail");
    }

    @Nested
    class AProblem {
        @Test
        void namesTheParameterItsValueAndWhatIsAccepted() throws Exception {
            assertThat(problem(send(request("/refused")), 404)).isEqualTo(Map.of("type", "/problems/not-found", "title",
                    "Not known to the ledger", "status", new java.math.BigDecimal(404), "detail",
                    "no dispute 'D-7' is known to the ledger", "value", "D-7", "instance", "/refused"));
            assertThat(problem(send(request("/thing?week=x")), 400)).containsEntry("path", "week")
                    .containsEntry("value", "x").containsEntry("accepted", "Integer");
        }

        @Test
        void namesTheMethodsThatAreAllowed() throws Exception {
            HttpResponse<String> answer = send(request("/thing").DELETE());

            assertThat(problem(answer, 405)).containsEntry("value", "DELETE").containsEntry("accepted", "GET, POST");
            assertThat(answer.headers().firstValue("Allow"))
                    .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
        }

        @Test
        void namesTheMediaTypesThatAreRead() throws Exception {
            assertThat(problem(send(request("/thing").POST(BodyPublishers.ofString("<a/>"))
                    .header("Content-Type", "application/xml")), 415)).containsEntry("value", "application/xml")
                    .containsEntry("accepted", "application/json");
            assertThat(problem(send(request("/thing").POST(BodyPublishers.ofString("{}"))), 415))
                    .containsEntry("path", "Content-Type");
        }

        @Test
        void isToldEvenToACallerWhoWantsAPicture() throws Exception {
            assertThat(problem(send(request("/thing?week=14").header("Accept", "image/png")), 406))
                    .containsEntry("value", "image/png").containsEntry("accepted", "application/json");
            problem(send(request("/nowhere").header("Accept", "text/html")), 404);
            problem(send(request("/filter?send=429").header("Accept", "text/html")), 429);
        }

        @Test
        void keepsWhyTheServiceFailedToItself() throws Exception {
            assertThat(send(request("/broken")).body()).doesNotContain("secret").contains("log says why");
            assertThat(send(request("/filter?throw=yes")).body()).doesNotContain("secret");
        }

        @Test
        void asksForPatienceWhereTheDatabaseIsAway() throws Exception {
            assertThat(send(request("/database-away")).headers().firstValue("Retry-After")).hasValue("5");
        }
    }

    @Nested
    class ARequestThatIsNoHttp {
        @ParameterizedTest
        @CsvSource({"GET /a[b HTTP/1.1", "GET /%zz HTTP/1.1", "GET /thing HTTP/9.9", "G\u00d6T /thing HTTP/1.1"})
        void isToldAsAProblemByTheWebServerItself(String requestLine) throws Exception {
            String answer = raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer).contains("application/problem+json").contains("\"type\":\"/problems/");
        }

        @Test
        void isToldAsAProblemWithoutAHost() throws Exception {
            assertThat(raw("GET /thing HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400")
                    .contains("application/problem+json").contains("/problems/bad-request");
        }
    }

    @Nested
    class TheCatalogue {
        @ParameterizedTest
        @EnumSource
        void describesEveryType(ProblemType type) throws Exception {
            HttpResponse<String> answer = send(request(type.uri().toString()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8)))
                    .containsEntry("type", "/problems/" + type.slug()).containsEntry("title", type.title())
                    .containsKeys("meaning", "remedy", "status");
        }

        @Test
        void listsThemAll() throws Exception {
            assertThat(
                    (List<?>) JsonTree.parseObject(send(request("/problems")).body().getBytes(StandardCharsets.UTF_8))
                            .get("problems"))
                    .hasSameSizeAs(Arrays.asList(ProblemType.values()));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, @Nullable Object> problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Import(FaultyResource.class)
    static class Resources {
        @Bean
        OncePerRequestFilter faultyFilter() {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
                        FilterChain chain) throws IOException, jakarta.servlet.ServletException {
                    if (request.getParameter("send") != null) {
                        response.sendError(Integer.parseInt(Objects.requireNonNull(request.getParameter("send"))));
                    } else if (request.getParameter("throw") != null) {
                        throw new IllegalStateException("the secret cause");
                    } else {
                        chain.doFilter(request, response);
                    }
                }
            };
        }
    }
}
