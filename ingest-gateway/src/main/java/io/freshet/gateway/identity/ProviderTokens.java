package io.freshet.gateway.identity;

import io.freshet.gateway.admission.Tokens;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens with keys that were fetched before: a request never waits for the provider. A token of a key that is not known has the
 * keys fetched again, and is to be sent again meanwhile; it is refused once they were fetched and do not have it.
 */
public final class ProviderTokens implements Tokens {
    /** After this long without the provider its keys are not trusted any more. */
    private static final Duration OLDEST = Duration.ofHours(24);
    /** Keys that were fetched just now are not fetched again for a token that they do not fit. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final int SKEW_SECONDS = 60;
    private static final int LONGEST = 8192;
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);

    private final IdentityProvider provider;
    private final Supplier<@Nullable ProviderKeys> keys;
    private final Runnable fetch;
    private final InstantSource clock;

    /** @param fetch asks for the keys to be fetched again soon */
    ProviderTokens(
            IdentityProvider provider, Supplier<@Nullable ProviderKeys> keys, Runnable fetch, InstantSource clock) {
        this.provider = provider;
        this.keys = keys;
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public Verified verify(String compact) {
        ProviderKeys known = keys.get();
        Instant now = clock.instant();
        if (known == null || known.fetchedAt().plus(OLDEST).isBefore(now)) {
            fetch.run();
            return new Verified.Unavailable();
        }
        String id;
        try {
            id = keyId(compact);
        } catch (JoseException e) {
            return new Verified.Invalid("The token is not a signed JSON Web Token.");
        }
        Key key = known.of(id);
        if (key != null) {
            return verified(compact, key, now);
        }
        if (known.fetchedAt().plus(FRESH).isAfter(now)) {
            return new Verified.Invalid("The token is signed with a key that the identity provider does not have.");
        }
        fetch.run();
        return new Verified.Unavailable();
    }

    private static @Nullable String keyId(String compact) throws JoseException {
        if (compact.length() > LONGEST) {
            throw new JoseException("Too long");
        }
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(compact);
        return signature.getKeyIdHeaderValue();
    }

    private Verified verified(String compact, Key key, Instant now) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKey(key)
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setExpectedIssuer(provider.issuer())
                    .setExpectedAudience(provider.audience())
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                    .build()
                    .processToClaims(compact);
            return claims.getClaimValue(provider.claim()) instanceof String value
                    ? new Verified.Valid(value)
                    : new Verified.Invalid("The token has not the claim '%s'.".formatted(provider.claim()));
        } catch (InvalidJwtException e) {
            return new Verified.Invalid(
                    e.hasExpired()
                            ? "The token has expired."
                            : "The token is not genuine, or not of this issuer, or not for this audience.");
        }
    }
}
