package io.freshet.gateway.publish.kafka.session;

import io.freshet.gateway.publish.Durability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the topic of sessions where there is none, and looks whether it is fit. Blocks. */
final class SessionTopic {
    private static final Logger LOG = Logger.getLogger(SessionTopic.class);
    private static final long ANSWER_SECONDS = 5;
    private static final int PARTITIONS = 12;
    /** A takeover and the state of before are both there for so long, whatever a stalled owner writes over them. */
    private static final String LAG_MILLIS = "3600000";

    private SessionTopic() {}

    /**
     * @return how many partitions it has; it must never get more, since a client's place is counted by them
     * @throws KafkaException if it cannot be told, made or used
     */
    static int ensure(Admin admin, String name, Durability durability) {
        try {
            TopicDescription found = find(admin, name);
            if (found == null) {
                create(admin, name);
                found = find(admin, name);
            }
            if (found == null) {
                throw new KafkaException("it is not there yet");
            }
            verify(admin, found, durability);
            return found.partitions().size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("it cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static @Nullable TopicDescription find(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .get(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private static void create(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        LAG_MILLIS,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
        try {
            admin.createTopics(List.of(topic)).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            LOG.infof("Created the topic of sessions. topic=%s partitions=%d", name, PARTITIONS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void verify(Admin admin, TopicDescription found, Durability durability)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, found.name());
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .get(resource);
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new KafkaException(
                    "its cleanup.policy is " + policy + ": set it to compact, or the brokers forget sessions");
        }
        int replicas = found.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
        List<String> problems = Durability.problems(new Durability.Topic(
                found.name(),
                replicas,
                Integer.parseInt(
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()),
                Boolean.parseBoolean(config.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
                        .value())));
        if (durability == Durability.PRODUCTION && !problems.isEmpty()) {
            throw new KafkaException(String.join("; ", problems)
                    + " (freshet.gateway.durability=development would use it all the same)");
        }
    }
}
