package io.freshet.local.types;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** The broker's topics. Every method blocks, for 30 seconds at most; a broker that is away is an {@link EventTypeException}. */
final class Topics implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private static final Logger LOG = Logger.getLogger(Topics.class);

    private final String bootstrap;
    private final Admin admin;

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "freshet-types",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS / 3));
    }

    Set<String> names() {
        return await(admin.listTopics().names());
    }

    /** The number of partitions of each of these topics; they must exist. */
    Map<String, Integer> partitions(Collection<String> names) {
        return await(admin.describeTopics(names).allTopicNames()).values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size()));
    }

    /** The settings in force for each of these topics; they must exist. */
    Map<String, Map<String, String>> settings(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> settings.put(resource.name(), values(config)));
        return settings;
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** Creates those that are missing, and returns when the broker shows them; one that somebody else creates meanwhile will do. */
    void create(Collection<String> names, int partitions, Map<String, String> settings) {
        List<NewTopic> wanted = names.stream()
                .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings))
                .toList();
        admin.createTopics(wanted).values().values().forEach(this::awaitUnlessItExists);
    }

    private void awaitUnlessItExists(KafkaFuture<Void> created) {
        try {
            await(created);
        } catch (TopicExistsException another) {
            LOG.debugf("A topic was created by somebody else meanwhile. detail=%s", another.getMessage());
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException exists) {
                throw exists;
            }
            throw unavailable(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw unavailable("no answer within " + PATIENCE_MS / 1000 + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        }
    }

    private EventTypeException unavailable(String why) {
        return EventTypeException.unavailable("the broker at " + bootstrap, why);
    }

    @Override
    public void close() {
        admin.close();
    }
}
