package io.freshet.cli.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.cli.send.WriteKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends events again, one per request, each under the id that it was rejected with. */
public final class Resender implements AutoCloseable {
    private static final Duration REQUEST = Duration.ofMinutes(1);
    private static final int MOST_TRIES = 30;
    private static final int OK = 200;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** What became of it. */
    public enum Outcome {
        ACCEPTED,
        REJECTED_AGAIN
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final @Nullable String key;

    /**
     * @param gateway for example {@code http://127.0.0.1:8080}
     * @param key the write key; null for none
     */
    public Resender(URI gateway, @Nullable String key) {
        this.gateway = gateway;
        this.key = key;
    }

    /**
     * Blocks until the gateway has taken or rejected it; waits as long as the gateway asks to wait.
     *
     * @throws IOException when the gateway does not take it for too long, or does not let this sender in
     */
    public Outcome send(String id, Again.Request again) throws IOException, InterruptedException {
        HttpRequest request = WriteKey.show(HttpRequest.newBuilder(gateway.resolve(again.path())), key)
                .timeout(REQUEST)
                .header("Content-Type", again.contentType())
                .header("Freshet-Replay-Id", URLEncoder.encode(id, UTF_8))
                .POST(BodyPublishers.ofByteArray(again.body()))
                .build();
        int status = 0;
        for (int i = 0; i < MOST_TRIES; i++) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            status = answer.statusCode();
            if (status == UNAUTHENTICATED || status == FORBIDDEN) {
                throw new IOException("the gateway lets this sender not in (%d): is --key right, and may it send %s?"
                        .formatted(status, again.path()));
            }
            if (status != TOO_MANY && status < SERVER_ERROR) {
                return status == OK ? Outcome.ACCEPTED : Outcome.REJECTED_AGAIN;
            }
            Thread.sleep(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
        }
        throw new IOException("the gateway answers " + status);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
