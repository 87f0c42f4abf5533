package io.dealledger.api.connector.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/** What stands in the Authorization header. */
interface Credentials {
    /** Null where nothing does. */
    @Nullable
    String header();

    /** The vendor does not take it any more. */
    default void renew() {
        // one that never changes cannot be renewed
    }

    /** Whether {@link #renew} may help. */
    default boolean isRenewable() {
        return false;
    }

    /** @param kept refresh tokens, for vendors that replace them */
    static Credentials of(String name, ApiSettings settings, RefreshTokens kept) {
        ApiSettings.Oauth oauth = settings.oauth();
        if (oauth != null) {
            Origin.requireSafe("ledger.connectors." + name + ".api.oauth.url", oauth.url());
            return oauth.refreshToken() == null
                    ? new ClientCredentials(name, settings, oauth)
                    : new RefreshedTokens(name, settings, oauth, oauth.refreshToken(), kept);
        }
        if (settings.token() != null) {
            String bearer = "Bearer " + settings.token();
            return () -> bearer;
        }
        if (settings.user() != null) {
            String basic = "Basic " + Base64.getEncoder().encodeToString((settings.user() + ":"
                    + (settings.password() == null ? "" : settings.password())).getBytes(StandardCharsets.UTF_8));
            return () -> basic;
        }
        return () -> null;
    }

    /** Tokens by the client credentials grant, renewed by their lifetime a minute before they end. */
    final class ClientCredentials implements Credentials {
        private final String name;
        private final InMemoryOAuth2AuthorizedClientService clients;
        private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

        ClientCredentials(String name, ApiSettings settings, ApiSettings.Oauth oauth) {
            this.name = name;
            var registrations = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(name)
                    .clientId(oauth.clientId()).clientSecret(oauth.clientSecret()).tokenUri(oauth.url().toString())
                    .scope(oauth.scopes()).authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).build());
            this.clients = new InMemoryOAuth2AuthorizedClientService(registrations);
            this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
            var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
            var tokens = new RestClientClientCredentialsTokenResponseClient();
            tokens.setRestClient(TokenEndpoint.client(settings));
            provider.setAccessTokenResponseClient(tokens);
            manager.setAuthorizedClientProvider(provider);
        }

        @Override
        public String header() {
            try {
                OAuth2AuthorizedClient client = manager.authorize(
                        OAuth2AuthorizeRequest.withClientRegistrationId(name).principal(name).build());
                if (client == null) {
                    throw new VendorUnavailableException("no token for connector '" + name + "'");
                }
                return "Bearer " + client.getAccessToken().getTokenValue();
            } catch (OAuth2AuthorizationException e) {
                throw new VendorUnavailableException("no token for connector '" + name + "': "
                        + e.getError().getErrorCode());
            }
        }

        @Override
        public void renew() {
            clients.removeAuthorizedClient(name, name);
        }

        @Override
        public boolean isRenewable() {
            return true;
        }
    }
}
