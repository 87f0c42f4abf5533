package io.dealledger.api.connector.transport;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Tokens by the refresh token grant, renewed by their lifetime a minute before they end. Where the vendor gives another
 * refresh token with one, that is kept before the access token is used: the one before may be worth nothing by then.
 */
final class RefreshedTokens implements Credentials {
    private final String name;
    private final String first;
    private final TokenSeal seal;
    private final RefreshTokens kept;
    private final ClientRegistration registration;
    private final RestClientRefreshTokenTokenResponseClient tokens = new RestClientRefreshTokenTokenResponseClient();
    private final RefreshTokenOAuth2AuthorizedClientProvider provider = new RefreshTokenOAuth2AuthorizedClientProvider();
    private final Authentication principal;
    private final ReentrantLock one = new ReentrantLock();
    private @Nullable OAuth2AuthorizedClient client;

    /** @param first refresh token, from the settings */
    RefreshedTokens(String name, ApiSettings settings, ApiSettings.Oauth oauth, String first, RefreshTokens kept) {
        this.name = name;
        this.first = first;
        this.kept = kept;
        this.seal = new TokenSeal(name, oauth.clientSecret());
        this.registration = ClientRegistration.withRegistrationId(name).clientId(oauth.clientId())
                .clientSecret(oauth.clientSecret()).tokenUri(oauth.url().toString()).scope(oauth.scopes())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN).build();
        this.principal = new AnonymousAuthenticationToken(name, name, AuthorityUtils.createAuthorityList("CONNECTOR"));
        tokens.setRestClient(TokenEndpoint.client(settings));
        provider.setAccessTokenResponseClient(this::refreshed);
    }

    @Override
    public String header() {
        one.lock();
        try {
            OAuth2AuthorizedClient now = client == null ? ended() : client;
            OAuth2AuthorizedClient renewed = provider.authorize(
                    OAuth2AuthorizationContext.withAuthorizedClient(now).principal(principal).build());
            client = renewed == null ? now : renewed;
            return "Bearer " + client.getAccessToken().getTokenValue();
        } catch (OAuth2AuthorizationException e) {
            throw new VendorUnavailableException("no token for connector '" + name + "': "
                    + e.getError().getErrorCode());
        } finally {
            one.unlock();
        }
    }

    private OAuth2AccessTokenResponse refreshed(OAuth2RefreshTokenGrantRequest request) {
        String descends = seal.fingerprint(first);
        byte[] sealed = kept.last(name, descends);
        String opened = sealed == null ? null : seal.open(sealed);
        String last = opened == null ? first : opened;
        OAuth2AccessTokenResponse answer = tokens.getTokenResponse(new OAuth2RefreshTokenGrantRequest(registration,
                request.getAccessToken(), new OAuth2RefreshToken(last, null), request.getScopes()));
        OAuth2RefreshToken next = answer.getRefreshToken();
        if (next != null && !next.getTokenValue().equals(last)) {
            kept.keep(name, descends, seal.seal(next.getTokenValue()));
        }
        return answer;
    }

    @Override
    public void renew() {
        one.lock();
        try {
            client = null;
        } finally {
            one.unlock();
        }
    }

    @Override
    public boolean isRenewable() {
        return true;
    }

    /** None yet, or none any more: as one that has ended. */
    private OAuth2AuthorizedClient ended() {
        var none = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "none", Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1));
        return new OAuth2AuthorizedClient(registration, name, none, new OAuth2RefreshToken(first, null));
    }
}
