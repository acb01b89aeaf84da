package io.freshet.cli.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the gateway that a type's data has ended, until it has that durable. One thread; blocks. */
final class Closing {
    private static final Duration REQUEST = Duration.ofMinutes(1);
    private static final int OK = 200;

    private final URI endpoint;
    private final @Nullable String key;
    private final RetryPolicy policy;

    /** @param key null for none */
    Closing(URI gateway, String type, @Nullable String key, RetryPolicy policy) {
        this.key = key;
        this.endpoint = gateway.resolve("/v1/types/" + type + "/close");
        this.policy = policy;
    }

    /** @throws SendFailure when the gateway refuses, or does not take it for too long */
    void run() throws InterruptedException {
        Instant begun = Instant.now();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int failures = 1; ; failures++) {
                Answer.Unknown why = once(client);
                if (why == null) {
                    return;
                }
                if (policy.isExhausted(Duration.between(begun, Instant.now()))) {
                    throw new SendFailure("All rows were taken, but not that they are all: " + why.why() + ".");
                }
                Thread.sleep(policy.delay(failures, why.retryAfter()));
            }
        }
    }

    private Answer.@Nullable Unknown once(HttpClient client) throws InterruptedException {
        HttpRequest request = WriteKey.show(HttpRequest.newBuilder(endpoint), key)
                .timeout(REQUEST)
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == OK) {
                return null;
            }
            return switch (AnswerReader.read(response, 0)) {
                case Answer.Refused refused -> throw new SendFailure("The gateway refuses to close: " + refused.why());
                case Answer.Unknown unknown -> unknown;
                case Answer.Outcomes none -> new Answer.Unknown("HTTP " + response.statusCode(), null);
            };
        } catch (IOException e) {
            return new Answer.Unknown("no answer from " + endpoint.getAuthority(), null);
        }
    }
}
