package io.freshet.processor.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Whether a broker answers: Kafka Streams itself calls a client that waits for one RUNNING. Asks how many partitions the sources
 * have, which may grow. Used by the supervisor's thread.
 */
final class BrokerProbe implements BooleanSupplier, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final Set<String> sources;
    private final SourceCounts counts;

    BrokerProbe(Map<String, Object> connection, Set<String> sources, SourceCounts counts) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.admin = Admin.create(settings);
        this.sources = sources;
        this.counts = counts;
    }

    @Override
    public boolean getAsBoolean() {
        try {
            Map<String, Integer> now = new HashMap<>();
            admin.describeTopics(sources)
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, topic) -> now.put(name, topic.partitions().size()));
            counts.update(now);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
