package io.freshet.processor.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics; one that another process has just made is as good. */
final class NewTopics {
    private static final long GLANCE_MS = 50;

    private NewTopics() {}

    static void create(Admin admin, List<NewTopic> topics, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (var created : admin.createTopics(topics).values().values()) {
            try {
                created.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitKnown(admin, topics.stream().map(NewTopic::name).toList(), patience);
    }

    /** A topic is created before brokers know it: whoever reads it at once is told that there is none. */
    private static void awaitKnown(Admin admin, List<String> names, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        while (!known(admin, names, patience)) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("created, but brokers do not know them yet: " + names);
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
        }
    }

    private static boolean known(Admin admin, List<String> names, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return admin
                    .describeTopics(names)
                    .allTopicNames()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
