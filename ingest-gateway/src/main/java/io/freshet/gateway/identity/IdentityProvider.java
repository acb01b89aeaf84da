package io.freshet.gateway.identity;

import java.net.URI;
import java.time.Duration;

/**
 * Whose tokens are taken.
 *
 * @param issuer as its tokens name it
 * @param jwks where its keys are; over plain HTTP only on a loopback address
 * @param audience that its tokens must name
 * @param claim whose value maps a token to a key of the key file
 * @param refresh how often its keys are fetched
 */
public record IdentityProvider(String issuer, URI jwks, String audience, String claim, Duration refresh) {

    public IdentityProvider {
        boolean loopback = "127.0.0.1".equals(jwks.getHost()) || "localhost".equals(jwks.getHost());
        if (!"https".equals(jwks.getScheme()) && !("http".equals(jwks.getScheme()) && loopback)) {
            throw new IllegalArgumentException(
                    "The identity provider's keys must be fetched over https, not from " + jwks);
        }
    }
}
