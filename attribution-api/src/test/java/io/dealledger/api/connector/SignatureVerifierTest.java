package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.connector.SignatureVerifier.Encoding;
import io.dealledger.api.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-09T13:00:03Z");

    @Nested
    class OfTheBodyInHex {
        private final Map<String, @Nullable Object> vector = vector("partnerstack/signature-vector.unverified.json");
        private final byte[] body = TestConnectors.read("partnerstack/" + vector.get("bodyFile"));
        private final SignatureVerifier verifier = new SignatureVerifier("X-PartnerStack-Signature", "HmacSHA256",
                text(vector, "secret"), List.of("body"), Encoding.HEX, "", null, Duration.ofMinutes(5));

        @Test
        void acceptsTheVectorInEitherCase() {
            assertThat(refusal(text(vector, "signatureHex"))).isNull();
            assertThat(refusal(text(vector, "signatureHex").toUpperCase(Locale.ROOT))).isNull();
        }

        @Test
        void refusesAnythingElseWithoutGivingTheSignatureAway() {
            assertThat(refusal(text(vector, "signatureBase64"))).contains("does not hold the signature");
            assertThat(refusal(null)).isEqualTo("header X-PartnerStack-Signature is absent");
            body[0] ^= 1;
            assertThat(refusal(text(vector, "signatureHex"))).contains("does not hold the signature")
                    .doesNotContain(text(vector, "signatureHex"));
        }

        private @Nullable String refusal(@Nullable String signature) {
            return verifier.refusal(body, header -> signature, NOW);
        }
    }

    @Nested
    class OfBodyAndTimestampInBase64 {
        private final Map<String, @Nullable Object> vector = vector("crossbeam/signature-vector.json");
        private final Map<?, ?> headers = (Map<?, ?>) Objects.requireNonNull(vector.get("headers"));
        private final byte[] body = TestConnectors.read("crossbeam/" + vector.get("bodyFile"));
        private final SignatureVerifier verifier = new SignatureVerifier("X-Crossbeam-Signature-256", "HmacSHA256",
                text(vector, "secret"), List.of("body", "header:X-Crossbeam-Timestamp"), Encoding.BASE64, "",
                "X-Crossbeam-Timestamp", Duration.ofMinutes(5));

        @Test
        void acceptsTheVectorWithinTheTolerance() {
            for (Object clock : list("mustAcceptWhenClockIs")) {
                assertThat(refusal(headers, Instant.parse((String) clock))).as("%s", clock).isNull();
            }
            for (Object clock : list("mustRejectWhenClockIs")) {
                assertThat(refusal(headers, Instant.parse((String) clock))).as("%s", clock)
                        .contains("within 300 seconds");
            }
        }

        @Test
        void refusesEachOfTheForgedOnes() {
            assertThat(list("mustReject")).hasSize(6);
            for (Object each : list("mustReject")) {
                Map<?, ?> forged = (Map<?, ?>) each;
                assertThat(refusal(Map.of("X-Crossbeam-Timestamp", Objects.requireNonNull(forged.get("timestamp")),
                        "X-Crossbeam-Signature-256", Objects.requireNonNull(forged.get("signature"))), NOW))
                        .as("%s", forged.get("why")).isNotNull();
            }
        }

        private List<?> list(String member) {
            return (List<?>) Objects.requireNonNull(vector.get(member));
        }

        private @Nullable String refusal(Map<?, ?> sent, Instant now) {
            return verifier.refusal(body, header -> (String) sent.get(header), now);
        }
    }

    @Test
    void aSettingThatCannotWorkIsRefusedAtOnce() {
        assertThatThrownBy(() -> new SignatureVerifier("X", "HmacSHA999", "s", List.of("body"), Encoding.HEX, "", null,
                Duration.ZERO)).hasMessageContaining("HmacSHA999");
        assertThatThrownBy(() -> new SignatureVerifier("X", "HmacSHA256", "s", List.of("rawBody"), Encoding.HEX, "",
                null, Duration.ZERO)).hasMessageContaining("'rawBody'");
    }

    private static Map<String, @Nullable Object> vector(String file) {
        return JsonTree.parseObject(TestConnectors.read(file));
    }

    private static String text(Map<String, @Nullable Object> members, String member) {
        return (String) Objects.requireNonNull(members.get(member));
    }
}
