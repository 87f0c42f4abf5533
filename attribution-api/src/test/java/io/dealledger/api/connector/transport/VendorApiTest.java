package io.dealledger.api.connector.transport;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static io.dealledger.api.connector.transport.MisbehavingVendor.cutsOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Asking a vendor that is slow, busy, broken, cut off, or not itself. */
class VendorApiTest {
    private static final String DEALS = "{\"data\": {\"has_more\": false, \"items\": [{\"key\": \"d1\"}]}}";

    private final RememberedTokens kept = new RememberedTokens();
    private final MisbehavingVendor vendor = new MisbehavingVendor(answers(200, DEALS));

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void whatGoesWrongOnceIsTriedAgain() {
        vendor.first(answers(500, "oops"), answers(503, ""), answers(429, "{}", "Retry-After", "0"),
                answers(200, "<html>sorry</html>"), vendor.stalls());

        assertThat(api(Map.of()).get("/deals?limit=1").tree()).isNotNull();

        assertThat(vendor.asked()).hasSize(6).allSatisfy(asked -> assertThat(asked.uri()).hasToString(
                "/deals?limit=1"));
    }

    @Test
    void anAnswerIsTakenWholeOrNotAtAllWhereverItIsCutOff() {
        byte[] whole = DEALS.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            vendor.first(cutsOff(whole, length));

            assertThat(api(Map.of("attempts", "2")).get("/deals").body()).as("cut off after %d bytes", length)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aBusyVendorIsAskedAgainOnlyWhenItSays() {
        vendor.first(answers(429, "{}", "Retry-After", "3600"));

        assertThatThrownBy(() -> api(Map.of("budget", "5s")).get("/deals?secret=1"))
                .isInstanceOf(VendorUnavailableException.class).hasMessageContaining("status 429")
                .hasMessageContaining("/deals").hasMessageNotContaining("secret");

        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void whatAskingAgainDoesNotHelpIsAskedOnce() {
        vendor.first(answers(404, "{\"category\": \"OBJECT_NOT_FOUND\"}"));

        assertThatThrownBy(() -> api(Map.of()).get("/deals/1")).isInstanceOfSatisfying(VendorRefusedException.class,
                e -> assertThat(e.status()).isEqualTo(404));

        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void aVendorThatKeepsFailingIsLeftAlone() {
        VendorApi api = api(Map.of("attempts", "1"));
        for (int i = 0; i < 20; i++) {
            vendor.first(answers(500, ""));
            assertThatThrownBy(() -> api.get("/deals")).isInstanceOf(VendorUnavailableException.class);
        }

        assertThatThrownBy(() -> api.get("/deals")).hasMessageContaining("left alone");

        assertThat(vendor.asked()).hasSize(20);
    }

    @Nested
    class ASecret {
        @Test
        void goesInTheHeaderOfTheVendorsOwnHostOnly() {
            VendorApi api = api(Map.of("user", "public", "password", "very-secret"));
            api.get("/deals");

            assertThat(vendor.asked()).singleElement().satisfies(asked -> assertThat(asked.authorization())
                    .containsExactly("Basic cHVibGljOnZlcnktc2VjcmV0"));
            assertThatThrownBy(() -> api.get("http://127.0.0.1:1/v1/next")).isInstanceOf(VendorRefusedException.class);
            vendor.first(answers(302, "", "Location", "http://127.0.0.1:1/"));
            assertThatThrownBy(() -> api.get("/deals")).isInstanceOf(VendorRefusedException.class);
        }

        @Test
        void isShownNowhere() {
            ApiSettings settings = settings(Map.of("token", "very-secret", "headers.X-Key", "very-secret",
                    "oauth.url", vendor.url() + "/token", "oauth.client-id", "me", "oauth.client-secret",
                    "very-secret"));
            vendor.first(answers(401, "{\"error\": \"invalid_client\"}", "Content-Type", "application/json"));

            assertThat(settings.toString()).doesNotContain("very-secret");
            assertThatThrownBy(() -> new VendorApi("acme", settings, kept).get("/deals"))
                    .isInstanceOf(VendorUnavailableException.class)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("very-secret"));
        }

        @Test
        void isNotSentWhereOthersCanListen() {
            var open = settings(Map.of());
            assertThatThrownBy(() -> new VendorApi("acme", new ApiSettings(URI.create("http://vendor.example"),
                    "token", null, null, Map.of(), null, open.timeout(), 1, open.backoff(), open.budget(),
                    open.every(), Map.of()), kept)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
                            "ledger.connectors.acme.api.url");
        }
    }

    @Nested
    class AToken {
        private static final String GIVEN = "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": %d}";

        @Test
        void isAskedForOnceAndRenewedWhenItIsNotTakenAnyMore() {
            VendorApi api = withOauth();
            vendor.first(token("t1", 3600), answers(200, DEALS), answers(200, DEALS), answers(401, "{}"),
                    token("t2", 3600), answers(200, DEALS));

            for (int i = 0; i < 3; i++) {
                api.get("/deals");
            }

            assertThat(vendor.asked()).extracting(asked -> asked.uri() + " " + asked.authorization()).containsExactly(
                    "/token [Basic bWU6c2VjcmV0]", "/deals [Bearer t1]", "/deals [Bearer t1]", "/deals [Bearer t1]",
                    "/token [Basic bWU6c2VjcmV0]", "/deals [Bearer t2]");
            assertThat(vendor.asked().getFirst().body()).isEqualTo("grant_type=client_credentials&scope=read%3Adeals");
        }

        @Test
        void isRenewedBeforeItEnds() {
            VendorApi api = withOauth();
            vendor.first(token("t1", 30), answers(200, DEALS), token("t2", 3600), answers(200, DEALS));

            api.get("/deals");
            api.get("/deals");

            assertThat(vendor.asked().getLast().authorization()).containsExactly("Bearer t2");
        }

        @Test
        void thatIsRefusedForGoodIsNotAskedForInACircle() {
            vendor.first(token("t1", 3600), answers(401, "{}"), token("t2", 3600), answers(401, "{}"));

            assertThatThrownBy(() -> withOauth().get("/deals")).isInstanceOfSatisfying(VendorRefusedException.class,
                    e -> assertThat(e.status()).isEqualTo(401));

            assertThat(vendor.asked()).hasSize(4);
        }

        @Test
        void ofAVendorThatReplacesItsRefreshTokensIsRenewedByTheLastOfThem() {
            vendor.first(refreshed("t1", "r2", 30), answers(200, DEALS));
            withRefreshToken("r1").get("/deals");
            vendor.first(refreshed("t2", "r3", 3600), answers(200, DEALS), answers(401, "{}"),
                    refreshed("t3", "r3", 3600), answers(200, DEALS));

            VendorApi later = withRefreshToken("r1"); // a process of its own
            later.get("/deals");
            later.get("/deals");

            assertThat(vendor.asked().stream().filter(asked -> asked.uri().getPath().equals("/token")))
                    .extracting(MisbehavingVendor.Asked::body).containsExactly(refreshing("r1"), refreshing("r2"),
                            refreshing("r3"));
            assertThat(vendor.asked().getLast().authorization()).containsExactly("Bearer t3");
            assertThat(kept.sealed.values()).singleElement().satisfies(sealed -> assertThat(
                    new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("r3"));
        }

        @Test
        void isRenewedByTheSettingsOwnRefreshTokenWhereAPersonPutAnotherIn() {
            vendor.first(refreshed("t1", "r2", 3600), answers(200, DEALS));
            withRefreshToken("r1").get("/deals");
            vendor.first(answers(400, "{\"error\": \"invalid_grant\"}", "Content-Type", "application/json"));
            assertThatThrownBy(() -> withRefreshToken("r1").get("/deals"))
                    .isInstanceOf(VendorUnavailableException.class).hasMessageContaining("invalid_grant");

            vendor.first(refreshed("t9", "r10", 3600), answers(200, DEALS));
            withRefreshToken("r9").get("/deals");

            assertThat(vendor.asked()).extracting(MisbehavingVendor.Asked::body).contains(refreshing("r2"),
                    refreshing("r9"));
        }

        private static String refreshing(String token) {
            return "grant_type=refresh_token&client_id=me&client_secret=secret&refresh_token=" + token;
        }

        private static MisbehavingVendor.Behaviour refreshed(String token, String refreshToken, int seconds) {
            return answers(200, GIVEN.formatted(token, seconds).replace("}", ", \"refresh_token\": \""
                    + refreshToken + "\"}"), "Content-Type", "application/json");
        }

        private VendorApi withRefreshToken(String token) {
            return api(Map.of("oauth.url", vendor.url() + "/token", "oauth.client-id", "me", "oauth.client-secret",
                    "secret", "oauth.refresh-token", token));
        }

        private static MisbehavingVendor.Behaviour token(String token, int seconds) {
            return answers(200, GIVEN.formatted(token, seconds), "Content-Type", "application/json");
        }

        private VendorApi withOauth() {
            return api(Map.of("oauth.url", vendor.url() + "/token", "oauth.client-id", "me", "oauth.client-secret",
                    "secret", "oauth.scopes", "read:deals"));
        }
    }

    private VendorApi api(Map<String, String> more) {
        return new VendorApi("acme", settings(more), kept);
    }

    private ApiSettings settings(Map<String, String> more) {
        var given = new HashMap<String, String>();
        given.put("c.url", vendor.url().toString());
        given.put("c.timeout", "500ms");
        given.put("c.backoff", "1ms");
        more.forEach((name, value) -> given.put("c." + name, value));
        return new Binder(new MapConfigurationPropertySource(given)).bind("c", ApiSettings.class).get();
    }
}
