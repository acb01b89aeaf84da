package io.freshet.relay.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class ManifestTopicTest {
    private static final String NAME = "books";

    private final List<String> asked = new ArrayList<>();
    private boolean there;

    private final ManifestTopic topic = new ManifestTopic(
            (Admin) Proxy.newProxyInstance(
                    ManifestTopicTest.class.getClassLoader(),
                    new Class<?>[] {Admin.class},
                    (proxy, method, arguments) -> {
                        asked.add(method.getName());
                        return switch (method.getName()) {
                            case "describeTopics" -> new Described(there ? described() : missing());
                            case "createTopics" -> {
                                there = true;
                                yield new Created();
                            }
                            case "describeConfigs" -> new Configured();
                            default -> throw new AssertionError(method.getName());
                        };
                    }),
            NAME,
            Duration.ofSeconds(1));

    private static KafkaFuture<TopicDescription> described() {
        Node node = new Node(0, "localhost", 1);
        return KafkaFuture.completedFuture(new TopicDescription(
                NAME, false, List.of(new TopicPartitionInfo(0, node, List.of(node), List.of(node)))));
    }

    private static KafkaFuture<TopicDescription> missing() {
        KafkaFutureImpl<TopicDescription> future = new KafkaFutureImpl<>();
        future.completeExceptionally(new UnknownTopicOrPartitionException("no such topic"));
        return future;
    }

    private static final class Described extends DescribeTopicsResult {
        Described(KafkaFuture<TopicDescription> answer) {
            super(null, Map.of(NAME, answer));
        }
    }

    private static final class Created extends CreateTopicsResult {
        Created() {
            super(Map.of(NAME, new KafkaFutureImpl<>()));
        }

        @Override
        public KafkaFuture<Void> all() {
            return KafkaFuture.completedFuture(null);
        }
    }

    private static final class Configured extends DescribeConfigsResult {
        Configured() {
            super(Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, NAME),
                    KafkaFuture.completedFuture(new Config(List.of(new ConfigEntry("cleanup.policy", "compact"))))));
        }
    }

    @Test
    void topicThatIsThereIsNotCreated() throws Exception {
        there = true;
        topic.ensure();

        assertThat(asked).contains("describeTopics").doesNotContain("createTopics");
    }

    @Test
    void missingTopicIsCreated() throws Exception {
        topic.ensure();

        assertThat(asked).startsWith("describeTopics", "createTopics");
    }
}
