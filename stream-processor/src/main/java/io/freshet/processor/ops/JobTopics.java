package io.freshet.processor.ops;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Source;
import io.freshet.processor.topology.JobTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a job: finds those that it reads, makes those that it writes to. Blocks; used by the job's supervisor. */
record JobTopics(Admin admin, Duration patience) {
    /** Results and late events are kept as long as events are. */
    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofDays(14).toMillis()));

    /** @param problem empty where all is well */
    record Found(
            Map<String, String> ids,
            Map<String, Integer> partitions,
            int groupPartitions,
            String problem,
            boolean isPassing) {

        static Found passing(String problem) {
            return new Found(Map.of(), Map.of(), 0, problem, true);
        }

        static Found refused(String problem) {
            return new Found(Map.of(), Map.of(), 0, problem, false);
        }
    }

    Found find(JobPlan plan, String applicationId) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> existing = within(admin.listTopics().names());
        Set<String> needed =
                new TreeSet<>(plan.sources().stream().map(Source::type).toList());
        Set<String> missing = new TreeSet<>(needed);
        missing.add(JobTopology.REJECTED_TOPIC);
        missing.removeAll(existing);
        if (!missing.isEmpty()) {
            return Found.passing("waiting for topics " + missing);
        }
        Map<String, String> ids = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicDescription> described =
                within(admin.describeTopics(needed).allTopicNames());
        described.forEach((name, topic) -> {
            ids.put(name, topic.topicId().toString());
            partitions.put(name, topic.partitions().size());
        });
        int most =
                partitions.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        String groups = applicationId + "-" + JobTopology.groupsTopic(plan);
        int groupPartitions = existing.contains(groups) ? countOf(groups) : most;
        if (!JobTopology.isRepartitioned(plan, name -> partitions.getOrDefault(name, 0))) {
            String clock = applicationId + "-" + JobTopology.clockStore(plan) + "-changelog";
            if (existing.contains(clock) && countOf(clock) != most) {
                return Found.refused("the sources " + needed + " of the job " + plan.name() + " have " + most
                        + " partitions now, and its state was made with " + countOf(clock)
                        + ": keys have moved between partitions; give the declaration a new version");
            }
        }
        make(plan, existing, most);
        return new Found(ids, partitions, groupPartitions, "", true);
    }

    private void make(JobPlan plan, Set<String> existing, int partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> missing = new HashSet<>(Set.of(plan.into(), plan.lateTopic()));
        missing.removeAll(existing);
        List<NewTopic> topics = new ArrayList<>();
        for (String name : missing) {
            topics.add(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(SETTINGS));
        }
        NewTopics.create(admin, topics, patience);
    }

    private int countOf(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        return within(admin.describeTopics(Set.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private <T> T within(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(patience.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    }
}
