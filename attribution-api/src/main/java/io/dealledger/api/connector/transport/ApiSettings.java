package io.dealledger.api.connector.transport;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a vendor's API is asked, {@code ledger.connectors.<name>.api.…}. Its text never shows a secret.
 *
 * @param url      of the API, up to where the vendor's documentation begins its paths
 * @param token    a fixed bearer token
 * @param user     with {@code password}, for vendors that take these
 * @param password or the secret key
 * @param headers  sent along, such as a tenant's id or a key under a name of its own
 * @param oauth    where tokens are given out
 * @param timeout  of one request, to the last byte of its answer
 * @param attempts at one request
 * @param backoff  before the second attempt; it doubles, and is never quite the same
 * @param budget   for all attempts at one request, waiting included
 * @param every    how often feeds are read
 * @param fields   by feed, where the vendor wants to be told which ones
 */
public record ApiSettings(URI url, @Nullable String token, @Nullable String user, @Nullable String password,
        @DefaultValue Map<String, String> headers, @Nullable Oauth oauth, @DefaultValue("20s") Duration timeout,
        @DefaultValue("6") int attempts, @DefaultValue("500ms") Duration backoff, @DefaultValue("2m") Duration budget,
        @DefaultValue("5m") Duration every, @DefaultValue Map<String, String> fields) {
    /**
     * The client credentials grant, or that of a refresh token.
     *
     * @param url          of the token endpoint
     * @param refreshToken which a person was given at the vendor's; later ones are kept by the ledger
     */
    public record Oauth(URI url, String clientId, String clientSecret, @DefaultValue List<String> scopes,
            @Nullable String refreshToken) {
        @Override
        public String toString() {
            return "Oauth[url=" + url + ", clientId=" + clientId + ", scopes=" + scopes + "]";
        }
    }

    @Override
    public String toString() {
        return "ApiSettings[url=" + url + ", headers=" + headers.keySet() + ", oauth=" + oauth + ", timeout=" + timeout
                + ", attempts=" + attempts + ", budget=" + budget + ", every=" + every + "]";
    }
}
