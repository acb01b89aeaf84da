package io.freshet.relay.store;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks for a token. The answer is JSON with {@code access_token} and {@code expires_in} (seconds) or {@code expires_on} (seconds since 1970),
 * each as a number or as text, as the endpoints of Azure have it. Blocks, for ten seconds at most; any number of threads.
 */
final class TokenEndpoint {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 64 << 10;
    private static final int OK = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final InstantSource clock;

    TokenEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws IllegalStateException with the endpoint and its answer's status, never with the answer itself */
    AccessToken ask(HttpRequest.Builder request) {
        HttpRequest asked = request.timeout(LIMIT).build();
        String endpoint = asked.uri().getScheme() + "://" + asked.uri().getAuthority();
        try {
            HttpResponse<byte[]> answer = http.send(asked, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK || answer.body().length > MAX_ANSWER) {
                throw new IllegalStateException(
                        "no token from " + endpoint + ": status " + answer.statusCode() + errorCode(answer.body()));
            }
            return token(answer.body(), endpoint);
        } catch (IOException e) {
            throw new IllegalStateException("no token from " + endpoint + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no token from " + endpoint + ": interrupted", e);
        }
    }

    private AccessToken token(byte[] body, String endpoint) throws IOException {
        Map<String, String> fields = fields(body);
        String token = fields.getOrDefault("access_token", "");
        if (token.isEmpty()) {
            throw new IllegalStateException("no token from " + endpoint + ": its answer has none");
        }
        return new AccessToken(token, expiry(fields).atOffset(ZoneOffset.UTC));
    }

    private Instant expiry(Map<String, String> fields) {
        try {
            return fields.containsKey("expires_in")
                    ? clock.instant().plusSeconds(Long.parseLong(fields.get("expires_in")))
                    : Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("expires_on", "0")));
        } catch (NumberFormatException e) {
            // An end that cannot be read: the token is used once.
            return clock.instant();
        }
    }

    private static String errorCode(byte[] body) {
        try {
            String code = fields(body).getOrDefault("error", "");
            return code.matches("[a-zA-Z_]{1,64}") ? " " + code : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static Map<String, String> fields(byte[] body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
                json.skipChildren();
            }
        }
        return fields;
    }
}
