package io.freshet.relay.manifest;

import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * The topic itself: made where it is missing, and refused where the broker would delete from it by age. One partition, so
 * that records stand in the order in which they were written.
 */
final class ManifestTopic {
    private static final Logger LOG = Logger.getLogger(ManifestTopic.class);

    private final Admin admin;
    private final String name;
    private final Duration timeout;
    private volatile boolean ready;

    ManifestTopic(Admin admin, String name, Duration timeout) {
        this.admin = admin;
        this.name = name;
        this.timeout = timeout;
    }

    /** Returns once the topic is there and right; asks the broker only until then. */
    void ensure() throws ManifestUnavailableException {
        if (ready) {
            return;
        }
        try {
            if (!exists()) {
                create();
            }
            verify();
            ready = true;
        } catch (ExecutionException | TimeoutException e) {
            throw new ManifestUnavailableException("manifest topic " + name + ": " + cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ManifestUnavailableException("interrupted", e);
        }
    }

    /** Asked first, so that a relay that may not create topics can use one that was made for it. */
    private boolean exists() throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .containsKey(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void create() throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            admin.createTopics(List.of(topic)).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            LOG.infof("Created the manifest topic: topic=%s", name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void verify()
            throws ExecutionException, InterruptedException, TimeoutException, ManifestUnavailableException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        String policy = admin.describeConfigs(List.of(resource))
                .all()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new ManifestUnavailableException(
                    "manifest topic " + name + " has cleanup.policy=" + policy
                            + ", it must be compact: otherwise the broker forgets what was loaded",
                    null);
        }
        int partitions = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .get(name)
                .partitions()
                .size();
        if (partitions != 1) {
            throw new ManifestUnavailableException(
                    "manifest topic " + name + " has " + partitions + " partitions, it must have one", null);
        }
    }

    private static String cause(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
