package io.freshet.model.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry: a bounded time and a bounded answer for each, redirects not followed. Blocks the caller. Credentials in
 * the address are sent as basic authentication and never shown.
 */
final class RegistryHttp implements AutoCloseable {
    static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    /** An answer of the registry, or of whatever answers in its place. */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    record Reply(int status, byte[] body) {}

    /** There was no answer. The message is for people and names the registry. */
    static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }

    private final HttpClient client;
    private final URI base;
    private final @Nullable String authorization;
    private final Duration timeout;

    RegistryHttp(URI address, Duration timeout) {
        this.base = withoutUserInfo(address);
        this.authorization = authorization(address.getRawUserInfo());
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** The registry's address without credentials. */
    URI base() {
        return base;
    }

    Reply get(String path) throws NoAnswerException {
        return send(request(path).GET());
    }

    Reply post(String path, String json) throws NoAnswerException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Reply put(String path, String json) throws NoAnswerException {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", TYPE + ", application/json")
                .header("Content-Type", TYPE);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Reply send(HttpRequest.Builder request) throws NoAnswerException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), answer -> new LimitedBody(MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> answer = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new NoAnswerException(name() + " did not answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while waiting for " + name());
        } catch (ExecutionException e) {
            throw new NoAnswerException(name() + " cannot be reached: " + describe(e.getCause()));
        }
    }

    private static String describe(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown cause";
        }
        String kind = cause.getClass().getSimpleName();
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? kind : kind + ": " + message;
    }

    String name() {
        return "the schema registry at " + base;
    }

    private static URI withoutUserInfo(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        try {
            return new URI(
                    address.getScheme(),
                    null,
                    address.getHost(),
                    address.getPort(),
                    path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the registry's address is not a URL");
        }
    }

    private static @Nullable String authorization(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        byte[] plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
