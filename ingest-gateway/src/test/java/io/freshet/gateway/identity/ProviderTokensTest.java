package io.freshet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.admission.Tokens.Verified;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of tokens while the provider is there, away for hours, and away for longer than its keys are trusted. */
final class ProviderTokensTest {
    private static final Instant FETCHED = Instant.parse("2026-11-20T10:00:00Z");
    private static final RsaJsonWebKey KNOWN = key("known");
    private static final RsaJsonWebKey OTHER = key("other");

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Instant now = FETCHED;
    private @Nullable ProviderKeys keys = fetched(KNOWN, FETCHED);
    private final ProviderTokens tokens = new ProviderTokens(
            new IdentityProvider(
                    "issuer", URI.create("http://127.0.0.1/keys"), "audience", "sub", Duration.ofMinutes(5)),
            () -> keys,
            fetches::incrementAndGet,
            () -> now);

    @Test
    void tokenOfAKnownKeyIsTakenForADayWithoutTheProvider() {
        now = FETCHED.plus(Duration.ofHours(24)).minusSeconds(1);

        assertThat(tokens.verify(token(KNOWN))).isEqualTo(new Verified.Valid("till-4"));
        assertThat(fetches).hasValue(0);
    }

    @Test
    void keysAreNotTrustedForLongerThanADay() {
        now = FETCHED.plus(Duration.ofHours(24)).plusSeconds(1);

        assertThat(tokens.verify(token(KNOWN))).isInstanceOf(Verified.Unavailable.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void nothingCanBeSaidBeforeKeysWereFetchedOnce() {
        keys = null;

        assertThat(tokens.verify(token(KNOWN))).isInstanceOf(Verified.Unavailable.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keyThatIsNotKnownIsAskedForOnceTheKeysAreNotFresh() {
        now = FETCHED.plus(ProviderTokens.FRESH).minusMillis(1);
        assertThat(tokens.verify(token(OTHER))).isInstanceOf(Verified.Invalid.class);
        assertThat(fetches).hasValue(0);

        now = FETCHED.plus(ProviderTokens.FRESH);
        assertThat(tokens.verify(token(OTHER))).isInstanceOf(Verified.Unavailable.class);
        assertThat(fetches).hasValue(1);

        keys = fetched(OTHER, now);
        assertThat(tokens.verify(token(OTHER))).isEqualTo(new Verified.Valid("till-4"));
        assertThat(tokens.verify(token(KNOWN))).isInstanceOf(Verified.Invalid.class);
    }

    private String token(RsaJsonWebKey with) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("issuer");
        claims.setAudience("audience");
        claims.setSubject("till-4");
        claims.setExpirationTime(NumericDate.fromSeconds(now.plusSeconds(60).getEpochSecond()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(with.getPrivateKey());
        signature.setKeyIdHeaderValue(with.getKeyId());
        signature.setAlgorithmHeaderValue("RS256");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static ProviderKeys fetched(RsaJsonWebKey key, Instant at) {
        try {
            return ProviderKeys.parse(new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY), at);
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}
