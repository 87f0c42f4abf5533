package io.dealledger.api.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.connector.hubspot.HubSpotSignature.Version;
import io.dealledger.api.json.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vendor's published signatures, and whole requests with what must become of them. */
class HubSpotSignatureTest {
    private static final Path FIXTURES = Path.of("src/test/resources/connectors/hubspot");
    private static final String SECRET = "00000000-aaaa-4bbb-8ccc-ddddeeeeffff";

    @TestFactory
    Stream<DynamicTest> eachVectorIsSignedAsTheVendorSignsIt() throws IOException {
        List<?> vectors = (List<?>) Objects.requireNonNull(JsonTree.parse(read("signature-vectors.json")));
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(7);
        return vectors.stream().map(each -> (Map<?, ?>) each).map(vector -> DynamicTest.dynamicTest(
                text(vector, "version") + " " + text(vector, "origin"), () -> {
                    var signature = new HubSpotSignature(
                            Version.valueOf(text(vector, "version").toUpperCase(Locale.ROOT)),
                            text(vector, "clientSecret"), otherwise(vector, "method", "POST"),
                            otherwise(vector, "uri", ""), Duration.ofMinutes(5));

                    assertThat(signature.sign(text(vector, "body").getBytes(StandardCharsets.UTF_8),
                            otherwise(vector, "timestamp", ""))).isEqualTo(text(vector, "expected"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachRequestIsTakenOrRefusedAsItShouldBe() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            List<Path> requests = files.filter(file -> file.getFileName().toString().startsWith("request-")).toList();
            assertThat(requests).hasSize(12);
            return requests.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                Map<?, ?> request = JsonTree.parseObject(Files.readAllBytes(file));
                Map<?, ?> headers = (Map<?, ?>) Objects.requireNonNull(request.get("headers"));
                var signature = new HubSpotSignature(Version.V3, SECRET, "POST", text(request, "uri"),
                        Duration.ofMinutes(5));

                String refusal = signature.refusal(text(request, "body").getBytes(StandardCharsets.UTF_8),
                        name -> (String) headers.get(name), Instant.ofEpochMilli(
                                ((BigDecimal) Objects.requireNonNull(request.get("receivedAtMillis"))).longValue()));

                assertThat(refusal == null).as(String.valueOf(refusal)).isEqualTo(text(request, "expect").equals(
                        "accept"));
            }));
        }
    }

    @Test
    void eachBodyOfTheFixturesCarriesItsOwnSignature() throws IOException {
        List<?> requests = (List<?>) Objects.requireNonNull(JsonTree.parseObject(read("signatures.json"))
                .get("requests"));
        assertThat(requests).hasSize(44).allSatisfy(each -> {
            Map<?, ?> request = (Map<?, ?>) each;
            Map<?, ?> headers = (Map<?, ?>) Objects.requireNonNull(request.get("headers"));
            byte[] body = read(text(request, "file"));
            String sent = text(headers, "X-HubSpot-Request-Timestamp");
            Instant now = Instant.ofEpochMilli(Long.parseLong(sent));

            assertThat(signature(Version.V3).refusal(body, name -> (String) headers.get(name), now)).isNull();
            assertThat(signature(Version.V1).refusal(body, name -> (String) headers.get(name), now)).isNull();
            assertThat(signature(Version.V3).refusal((text(request, "file") + "x").getBytes(StandardCharsets.UTF_8),
                    name -> (String) headers.get(name), now)).contains("X-HubSpot-Signature-v3");
        });
    }

    private static HubSpotSignature signature(Version version) {
        return new HubSpotSignature(version, SECRET, "POST", "https://ledger.example.com/hooks/hubspot",
                Duration.ofMinutes(5));
    }

    private static byte[] read(String file) throws IOException {
        return Files.readAllBytes(FIXTURES.resolve(file));
    }

    private static String text(Map<?, ?> members, String member) {
        return (String) Objects.requireNonNull(members.get(member), member);
    }

    private static String otherwise(Map<?, ?> members, String member, String otherwise) {
        @Nullable
        Object value = members.get(member);
        return value == null ? otherwise : (String) value;
    }
}
