package io.freshet.cli.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts NDJSON over one kept-alive connection. */
final class HttpGateway implements Gateway {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than the gateway itself waits for Kafka, so that its own answer is seen. */
    private static final Duration REQUEST = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI events;
    private final @Nullable String key;

    /**
     * @param base for example {@code http://127.0.0.1:8080}
     * @param key null for none
     */
    HttpGateway(URI base, String type, @Nullable String key) {
        this.events = base.resolve("/v1/events/" + type);
        this.key = key;
    }

    @Override
    public Answer post(List<Row> rows) throws InterruptedException {
        HttpRequest request = WriteKey.show(HttpRequest.newBuilder(events), key)
                .timeout(REQUEST)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body(rows)))
                .build();
        try {
            return AnswerReader.read(client.send(request, BodyHandlers.ofByteArray()), rows.size());
        } catch (IOException e) {
            return new Answer.Unknown("no answer from " + events.getAuthority() + " (" + why(e) + ")", null);
        }
    }

    private static String why(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static byte[] body(List<Row> rows) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Row row : rows) {
            body.writeBytes(row.json());
            body.write('\n');
        }
        return body.toByteArray();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
