package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Senders that behave: each has a key of its own, numbers its events, sends five at a time, and sends what was not acknowledged again
 * under the same ids before it goes on. Their gateway may be another one each time.
 */
final class KillLoad implements AutoCloseable {
    private static final int EVENTS = 5;

    private final String type;
    private final Supplier<GatewayProcess> gateway;
    private final ExecutorService senders;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean going = true;

    KillLoad(String type, String name, int senders, Supplier<GatewayProcess> gateway) {
        this.type = type;
        this.gateway = gateway;
        this.senders = Executors.newFixedThreadPool(senders);
        IntStream.range(0, senders).forEach(i -> this.senders.execute(() -> send(name + "-" + i)));
    }

    private void send(String key) {
        for (long n = 0; going; n += EVENTS) {
            long first = n;
            while (going && !sendOnce(key, first)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private boolean sendOnce(String key, long first) {
        StringBuilder body = new StringBuilder();
        for (long n = first; n < first + EVENTS; n++) {
            body.append("{\"user\":\"%s\",\"n\":%d,\"_meta\":{\"id\":\"%s/%d\"}}%n".formatted(key, n, key, n));
        }
        try {
            HttpResponse<String> answer = gateway.get().post(type, "application/x-ndjson", body.toString());
            for (long n = first; n < first + EVENTS; n++) {
                String id = key + "/" + n;
                if (answer.body().contains("\"outcome\":\"accepted\",\"id\":\"" + id + "\"")) {
                    acknowledged.put(id, n);
                }
            }
            if (answer.statusCode() == 200) {
                answers.incrementAndGet();
            }
            return answer.statusCode() == 200;
        } catch (CompletionException e) {
            return false;
        }
    }

    /** How many requests were acknowledged so far. */
    long answers() {
        return answers.get();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    @Override
    public void close() {
        going = false;
        senders.shutdown();
        try {
            if (!senders.awaitTermination(90, TimeUnit.SECONDS)) {
                throw new AssertionError("A sender hangs");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Acknowledged ids that are not in the topic. */
    List<String> missing(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Long> ids = lastOffsets(stored);
        return acknowledged.keySet().stream().filter(id -> !ids.containsKey(id)).toList();
    }

    /** Acknowledged ids whose last copy is before the last copy of an earlier event of their key. */
    List<String> disordered(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Long> last = lastOffsets(stored);
        List<String> wrong = new ArrayList<>();
        acknowledged.forEach((id, n) -> {
            String before = id.substring(0, id.lastIndexOf('/') + 1) + (n - 1);
            Long offset = last.get(before);
            if (acknowledged.containsKey(before) && offset != null && last.getOrDefault(id, -1L) < offset) {
                wrong.add(id);
            }
        });
        return wrong;
    }

    private static Map<String, Long> lastOffsets(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Long> last = new HashMap<>();
        stored.forEach(
                r -> last.merge(new String(r.headers().lastHeader("ce_id").value(), UTF_8), r.offset(), Math::max));
        return last;
    }
}
