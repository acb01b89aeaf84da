package io.freshet.gateway.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.admission.Credentials;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a request shows of its sender: a signature; else a write key or token, as {@code Authorization: Basic} (the key as user, no
 * password), {@code Authorization: Bearer}, {@code X-Freshet-Key} or the query parameter {@code key}; else a client certificate.
 */
final class CredentialsReader {
    static final String KEY_HEADER = "X-Freshet-Key";
    static final String KEY_PARAMETER = "key";
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";
    private static final Credentials TWO = new Credentials.Unreadable("The request shows more than one key.");

    private CredentialsReader() {}

    static Credentials read(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> signatures = headers.getAll(SignatureHeader.NAME);
        if (!signatures.isEmpty()) {
            return signatures.size() > 1
                    ? TWO
                    : SignatureHeader.parse(
                            signatures.getFirst(), request.method().name(), request.uri());
        }
        Credentials found = authorization(headers);
        for (String key : headers.getAll(KEY_HEADER)) {
            found = with(found, key);
        }
        if (request.query() != null) {
            for (String key : request.params().getAll(KEY_PARAMETER)) {
                found = with(found, key);
            }
        }
        return found == Credentials.NONE && request.isSSL() ? PeerCertificate.of(request.connection()) : found;
    }

    private static Credentials authorization(MultiMap headers) {
        List<String> values = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (values.isEmpty()) {
            return Credentials.NONE;
        }
        if (values.size() > 1) {
            return TWO;
        }
        String value = values.getFirst();
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BASIC)) {
            return basic(value.substring(BASIC.length()).strip());
        }
        return lower.startsWith(BEARER)
                ? bearer(value.substring(BEARER.length()).strip())
                : new Credentials.Unreadable("Authorization is neither Basic nor Bearer.");
    }

    private static Credentials basic(String base64) {
        String decoded = decoded(base64);
        int colon = decoded == null ? -1 : decoded.indexOf(':');
        if (decoded == null || colon != decoded.length() - 1) {
            return new Credentials.Unreadable(
                    "Authorization: Basic has to be the key as user with an empty password, in base64.");
        }
        return key(decoded.substring(0, colon));
    }

    private static Credentials bearer(String value) {
        return value.isEmpty() ? key(value) : Credentials.ofSecret(value);
    }

    private static Credentials with(Credentials found, String key) {
        Credentials more = key(key);
        return found == Credentials.NONE || found.equals(more) ? more : TWO;
    }

    private static Credentials key(String presented) {
        return presented.isEmpty()
                ? new Credentials.Unreadable("The key is empty.")
                : new Credentials.WriteKey(presented);
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
