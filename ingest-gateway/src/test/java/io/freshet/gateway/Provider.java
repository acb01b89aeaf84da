package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An identity provider on the loopback address: its keys, and tokens that it signs. */
final class Provider implements AutoCloseable {
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "freshet";

    private final HttpServer server;
    private final int port;
    private volatile RsaJsonWebKey key = newKey("one");
    private volatile boolean down;

    Provider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            byte[] keys = new JsonWebKeySet(key)
                    .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(down ? 500 : 200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        port = server.getAddress().getPort();
    }

    String jwks() {
        return "http://127.0.0.1:" + port + "/keys";
    }

    /** Whether it answers with errors only. */
    void down(boolean now) {
        down = now;
    }

    /** From now on it has another key, and only that. */
    void rotate(String id) {
        key = newKey(id);
    }

    String token(String subject, String audience, float minutes) {
        return token(key, subject, audience, minutes);
    }

    static String token(RsaJsonWebKey with, String subject, String audience, float minutes) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(audience);
        claims.setSubject(subject);
        claims.setExpirationTimeMinutesInTheFuture(minutes);
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

    static RsaJsonWebKey newKey(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
