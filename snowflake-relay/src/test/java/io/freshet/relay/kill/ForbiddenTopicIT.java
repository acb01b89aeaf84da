package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.LocalKafka;
import io.freshet.relay.source.RelayStatus.Partition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker with an authorizer takes the relay's Read right on one topic away while it reads, and gives it back. */
@Timeout(180)
class ForbiddenTopicIT {
    @TempDir
    Path directory;

    private World world;

    private static AclBinding on(AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "secret", PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, permission));
    }

    @Test
    void topicWhoseReadRightIsRevokedRestsAloneAndGoesOnWhenItIsGivenBack() throws Exception {
        LocalKafka guarded = LocalKafka.startWith(
                directory.resolve("kafka"),
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found=true");
        world = new World(directory, guarded);
        System.setProperty("aws.accessKeyId", world.store.accessKey());
        System.setProperty("aws.secretAccessKey", world.store.secretKey());
        try (RelayUnderTest relay = RelayUnderTest.start(
                world.options(100, Duration.ofMillis(300)), new FixedRegistry(), RelayUnderTest.Wraps.NONE)) {
            for (String topic : List.of("open", "secret")) {
                world.createTopic(topic, 2);
                world.produce(topic, 2, 100);
            }
            assertEachRecordOnce(world);
            Set<String> members = members();

            List<AclBinding> rules = List.of(
                    on(AclOperation.WRITE, AclPermissionType.ALLOW), on(AclOperation.READ, AclPermissionType.DENY));
            world.admin.createAcls(rules).all().get();
            world.produce("secret", 2, 100);
            int reachable = world.produced.size() - 100;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> trouble(relay, "secret")
                            .filter(why -> why.contains("secret"))
                            .isPresent());
            for (int round = 0; round < 5; round++) {
                world.produce("open", 2, 50);
                int expected = reachable + 50 * (round + 1);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> world.lake.rows().size() == expected);
            }
            assertThat(trouble(relay, "open")).isEmpty();
            assertThat(members()).as("the membership never ended").isEqualTo(members);

            world.admin
                    .deleteAcls(rules.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
            assertEachRecordOnce(world);
            awaitSettled(world);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> trouble(relay, "secret").isEmpty());
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            world.close();
        }
    }

    private Set<String> members() throws Exception {
        return world
                .admin
                .describeConsumerGroups(List.of("relay-under-test"))
                .all()
                .get()
                .get("relay-under-test")
                .members()
                .stream()
                .map(MemberDescription::consumerId)
                .collect(Collectors.toSet());
    }

    private static Optional<String> trouble(RelayUnderTest relay, String topic) {
        return relay.status().partitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(Partition::trouble)
                .filter(why -> why != null)
                .findFirst();
    }
}
