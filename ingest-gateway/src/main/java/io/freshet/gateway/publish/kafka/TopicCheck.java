package io.freshet.gateway.publish.kafka;

import io.freshet.gateway.publish.Durability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;

/**
 * Looks at a topic before it is first written to: whether all its partitions have leaders that answer, and whether what is in it survives the
 * loss of a machine. Blocks; the watch thread only.
 */
final class TopicCheck {
    private static final Logger LOG = Logger.getLogger(TopicCheck.class);
    private static final long ANSWER_SECONDS = 3;

    private final Durability durability;
    /** What each refused topic was last complained of; so that each complaint is made once. */
    private final Map<String, String> complaints = new ConcurrentHashMap<>();

    TopicCheck(Durability durability) {
        this.durability = durability;
    }

    /** Names of the topics that are not durable enough to be written to. Any thread. */
    List<String> refused() {
        return durability == Durability.PRODUCTION
                ? complaints.keySet().stream().sorted().toList()
                : List.of();
    }

    boolean isRefused(String topic) {
        return durability == Durability.PRODUCTION && complaints.containsKey(topic);
    }

    /** @return whether the topic can be written to now; what cannot be told now is asked again */
    boolean passes(Admin admin, String topic) {
        try {
            TopicDescription found = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return found.partitions().stream().allMatch(TopicCheck::hasLeader)
                    && leadersAnswer(admin, found)
                    && isDurable(admin, found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return judge(topic, List.of("its settings may not be read: grant DESCRIBE_CONFIGS on it"));
            }
            return false;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * A leader may have been named and not know it yet. It would refuse a producer's first batch and take the second, which was under way
     * too; from then on it would find the first out of order, until that is given up.
     */
    private static boolean leadersAnswer(Admin admin, TopicDescription found)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicPartitionInfo partition : found.partitions()) {
            ends.put(new TopicPartition(found.name(), partition.partition()), OffsetSpec.latest());
        }
        return admin.listOffsets(ends)
                        .all()
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .size()
                == ends.size();
    }

    private boolean isDurable(Admin admin, TopicDescription found)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, found.name());
        Config config =
                admin.describeConfigs(List.of(resource)).values().get(resource).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        int replicas = found.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
        return judge(
                found.name(),
                Durability.problems(new Durability.Topic(
                        found.name(),
                        replicas,
                        Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1")),
                        Boolean.parseBoolean(
                                value(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false")))));
    }

    private boolean judge(String topic, List<String> problems) {
        if (problems.isEmpty()) {
            complaints.remove(topic);
            return true;
        }
        String complaint = String.join("; ", problems);
        boolean isNew = !complaint.equals(complaints.put(topic, complaint));
        if (durability == Durability.DEVELOPMENT) {
            if (isNew) {
                LOG.warnf(
                        "What is acknowledged survives the end of processes, but not the loss of a machine. topic=%s reason=%s",
                        topic, complaint);
            }
            return true;
        }
        if (isNew) {
            LOG.errorf(
                    "A topic is not durable and is not written to; its events are refused with 503 until that is mended"
                            + " (freshet.gateway.durability=development would serve it all the same). topic=%s reason=%s",
                    topic, complaint);
        }
        return false;
    }

    private static String value(Config config, String name, String otherwise) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? otherwise : entry.value();
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }
}
