package io.freshet.local.kafka;

import java.nio.file.Path;
import java.util.Optional;

/** The configuration of a broker that is alone: every replication factor is 1, every cache and pool is small. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** @param second a listener that is advertised as another port, where a proxy stands before it; empty for none */
    static String oneNode(Path logDirectory, int brokerPort, int controllerPort, Optional<SecondListener> second) {
        return listeners(brokerPort, controllerPort, second) + "log.dirs="
                + logDirectory.toString().replace("\\", "\\\\") + "\n" + ALONE + SESSION + TOPICS + SMALL;
    }

    private static String listeners(int brokerPort, int controllerPort, Optional<SecondListener> second) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%3$s
                advertised.listeners=BROKER://127.0.0.1:%1$d%4$s
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SECOND:PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                """.formatted(
                brokerPort,
                controllerPort,
                second.map(it -> ",SECOND://127.0.0.1:" + it.port()).orElse(""),
                second.map(it -> ",SECOND://127.0.0.1:" + it.advertisedPort()).orElse(""));
    }

    private static final String ALONE = """
            default.replication.factor=1
            min.insync.replicas=1
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            group.consumer.min.session.timeout.ms=1000
            group.consumer.min.heartbeat.interval.ms=200
            unclean.leader.election.enable=false
            """;

    /** A killed broker is taken back only after its old session ended: 9 s by default, which spare many nodes, not one. */
    private static final String SESSION = """
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            """;

    /** A topic that nobody declared is a mistake to be told of, not to be created. */
    private static final String TOPICS = """
            auto.create.topics.enable=false
            num.partitions=4
            offsets.topic.num.partitions=8
            transaction.state.log.num.partitions=8
            share.coordinator.state.topic.num.partitions=2
            """;

    /** The stock sizes are for servers: the cleaner alone would take 128 MB of heap. */
    private static final String SMALL = """
            num.network.threads=2
            num.io.threads=4
            background.threads=2
            num.recovery.threads.per.data.dir=2
            group.coordinator.threads=1
            share.coordinator.threads=1
            log.cleaner.threads=1
            log.cleaner.dedupe.buffer.size=8388608
            log.cleaner.io.buffer.size=131072
            log.segment.bytes=134217728
            log.index.size.max.bytes=1048576
            """;
}
