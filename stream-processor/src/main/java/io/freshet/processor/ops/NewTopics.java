package io.freshet.processor.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics; one that another process has just made is as good. */
final class NewTopics {
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
    }
}
