package io.dealledger.api.connector.transport;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

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

    static Credentials of(String name, ApiSettings settings) {
        if (settings.oauth() != null) {
            return new ClientCredentials(name, settings, settings.oauth());
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
            Origin.requireSafe("ledger.connectors." + name + ".api.oauth.url", oauth.url());
            var registrations = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(name)
                    .clientId(oauth.clientId()).clientSecret(oauth.clientSecret()).tokenUri(oauth.url().toString())
                    .scope(oauth.scopes()).authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).build());
            this.clients = new InMemoryOAuth2AuthorizedClientService(registrations);
            this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
            var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
            provider.setAccessTokenResponseClient(tokens(settings));
            manager.setAuthorizedClientProvider(provider);
        }

        private static RestClientClientCredentialsTokenResponseClient tokens(ApiSettings settings) {
            var requests = new JdkClientHttpRequestFactory(
                    HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
            requests.setReadTimeout(settings.timeout());
            var tokens = new RestClientClientCredentialsTokenResponseClient();
            tokens.setRestClient(RestClient.builder().requestFactory(requests)
                    .configureMessageConverters(converters -> converters.disableDefaults()
                            .addCustomConverter(new FormHttpMessageConverter())
                            .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                    .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
            return tokens;
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
