package io.freshet.proving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A sender that never stops by itself and notes the ids of what was acknowledged; what was not, it sends again. */
final class Acknowledged {
    private static final int BATCH = 25;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI uri;
    private final String run;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::send, "sender");
    private volatile boolean going = true;

    private Acknowledged(URI uri, String run) {
        this.uri = uri;
        this.run = run;
    }

    /** Begins to send clickstream events, whose ids begin with {@code run}. */
    static Acknowledged sendingTo(String gateway, String run) {
        Acknowledged sender = new Acknowledged(URI.create(gateway + "/v1/events/clickstream-events"), run);
        sender.thread.start();
        return sender;
    }

    Set<String> ids() {
        return Set.copyOf(ids);
    }

    private void send() {
        for (long batch = 0; going; batch++) {
            List<String> unsettled = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                unsettled.add(run + "-" + batch + "-" + i);
            }
            while (going && !unsettled.isEmpty()) {
                unsettled.removeAll(accepted(unsettled));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private List<String> accepted(List<String> sent) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(
                        String.join("\n", sent.stream().map(Acknowledged::event).toList())))
                .build();
        List<String> accepted = new ArrayList<>();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            for (JsonNode event :
                    JSON.readTree(new String(response.body(), UTF_8)).path("events")) {
                if (event.path("outcome").asText().equals("accepted")) {
                    accepted.add(sent.get(event.path("index").asInt()));
                }
            }
        } catch (IOException noAnswer) {
            return List.of();
        } catch (InterruptedException e) {
            going = false;
        }
        ids.addAll(accepted);
        return accepted;
    }

    private static String event(String id) {
        return "{\"_meta\":{\"id\":\"" + id + "\"},\"user_id\":\"u" + Math.floorMod(id.hashCode(), 50)
                + "\",\"page_url\":\"/p\",\"event_time\":\"2025-11-19T12:00:00Z\"}";
    }

    /** Ends the sending. Returns the ids of all that was acknowledged. */
    Set<String> stop() throws InterruptedException {
        going = false;
        boolean ended = thread.join(Duration.ofSeconds(30));
        client.shutdownNow();
        assertThat(ended).as("the sender ends").isTrue();
        return ids();
    }
}
