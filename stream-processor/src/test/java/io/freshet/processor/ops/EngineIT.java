package io.freshet.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.processor.Framed;
import io.freshet.processor.Topics;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Source;
import io.freshet.processor.declare.TestJobs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with the settings of production on topics of many partitions, against calculations over the input at once. */
class EngineIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final int SHOP = 1;
    private static final int PARTITIONS = 12;

    private static EngineStack stack;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        stack = new EngineStack(directory);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** With Kafka Streams' own windows 74,537 of 87,175 updates were dropped as late here, and none of 1,104 windows was right. */
    @Test
    void replayIntoTwelvePartitionsGivesEveryWindowOnceAndRight() throws Exception {
        List<ShopEvent> events = ShopEvent.all();
        assertThat(events).hasSize(17_434);
        String topic = "shop-activity";
        stack.topics().create(PARTITIONS, List.of(topic));
        send(topic, events);
        stack.close(topic, PARTITIONS);
        JobPlan counts = TestJobs.plan("""
                name: counts-by-type
                from: shop-activity
                group: { by: [event_type] }
                window: { hopping: 5m, advance: 1m, grace: 10m, emit: final }
                measures: { events: count(), revenue: sum(price) }
                into: counts-by-type
                """);
        JobPlan sessions = TestJobs.plan("""
                name: sessions-by-user
                from: shop-activity
                group: { by: [user_id] }
                window: { session: 30m, longest: 24h, grace: 10m, emit: final }
                measures: { events: count() }
                into: sessions-by-user
                """);
        stack.start(counts, "a", 2, IDLE);
        stack.start(sessions, "a", 2, IDLE);

        Map<String, Long> batch = new TreeMap<>();
        for (ShopEvent event : events) {
            long last = Math.floorDiv(event.time(), 60_000L) * 60_000L;
            for (long start = last - 4 * 60_000L; start <= last; start += 60_000L) {
                batch.merge(event.type() + "@" + start, 1L, Long::sum);
            }
        }
        Map<String, GenericRecord> found = EngineStack.byName(
                read(counts.into(), batch.size()),
                counts,
                value -> value.get("event_type") + "@" + value.get("window_start"));
        Map<String, Long> told = new TreeMap<>();
        found.forEach((name, value) -> told.put(name, (Long) value.get("events")));
        assertThat(told).isEqualTo(batch);
        assertThat(read(counts.lateTopic(), 1, Duration.ofSeconds(1))).isEmpty();
        assertThat(read(counts.into(), batch.size() + 1, Duration.ofSeconds(2))).hasSize(batch.size());

        assertThat(stack.counted("freshet.processor.in", counts)).isEqualTo(events.size());
        assertInternalTopicsSurviveOldEventTimes(counts);
        assertSessions(sessions, events);
    }

    private void assertSessions(JobPlan sessions, List<ShopEvent> events) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> perUser = read(sessions.into(), 4_518);
        Map<String, GenericRecord> sessionOf =
                EngineStack.byName(perUser, sessions, value -> value.get("user_id") + "@" + value.get("window_start"));
        assertThat(sessionOf).hasSize(4_518);
        assertThat(sessionOf.values().stream()
                        .mapToLong(value -> (Long) value.get("events"))
                        .sum())
                .isEqualTo(events.size());
        assertThat(read(sessions.lateTopic(), 1, Duration.ofSeconds(1))).isEmpty();
        assertInternalTopicsSurviveOldEventTimes(sessions);
    }

    private void assertInternalTopicsSurviveOldEventTimes(JobPlan plan) throws Exception {
        String prefix = EngineStack.applicationId(plan);
        try (Admin admin = Admin.create(stack.connection())) {
            List<ConfigResource> internal = stack.topics().names().stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList();
            assertThat(internal).hasSizeGreaterThanOrEqualTo(3);
            for (Map.Entry<ConfigResource, Config> topic :
                    admin.describeConfigs(internal).all().get().entrySet()) {
                String name = topic.getKey().name();
                Config config = topic.getValue();
                assertThat(config.get("message.timestamp.type").value())
                        .as(name)
                        .isEqualTo("LogAppendTime");
                if (name.endsWith("-changelog")) {
                    assertThat(config.get("cleanup.policy").value()).as(name).isEqualTo("compact");
                } else {
                    assertThat(config.get("retention.ms").value()).as(name).isEqualTo("-1");
                }
            }
        }
    }

    @Test
    void silentPartitionIsWaitedForUntilItIsIdleAndANewPartitionIsWaitedForToo() throws Exception {
        String topic = "silent-partitions";
        stack.topics().create(3, List.of(topic));
        JobPlan plan = planOf("silent-counts", topic);
        long hour = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
        send(topic, 0, hour, hour + 3_600_000);
        send(topic, 1, hour + 60_000, hour + 3_600_000);
        JobStart.Started job = stack.start(plan, "b", 1, Duration.ofSeconds(3));
        // Partition 2 never had a record: nothing closes before it is known to be idle.
        List<ConsumerRecord<byte[], byte[]>> first = read(plan.into(), 1);
        assertThat(first).hasSize(1);
        GenericRecord closed =
                Framed.read(first.getFirst().value(), plan.result().schema());
        assertThat(closed.get("window_start")).isEqualTo(hour);
        assertThat(closed.get("events")).isEqualTo(2L);

        // All are idle: the clock goes on with the wall, and the next window would close in an hour.
        try (Admin admin = Admin.create(stack.connection())) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4)))
                    .all()
                    .get();
        }
        assertThat(job.broker().getAsBoolean()).isTrue();
        send(topic, 3, hour + 3_700_000, hour + 3_800_000);
        send(topic, 0, hour + 3_700_000, hour + 2 * 3_600_000 + 1);
        send(topic, 3, hour + 2 * 3_600_000 + 1);
        List<ConsumerRecord<byte[], byte[]>> second = read(plan.into(), 2);
        GenericRecord next = Framed.read(second.getLast().value(), plan.result().schema());
        assertThat(next.get("window_start")).isEqualTo(hour + 3_600_000);
        assertThat(next.get("events")).isEqualTo(5L);
        assertThat(read(plan.lateTopic(), 1, Duration.ofSeconds(1))).isEmpty();
        job.close();
    }

    @Test
    void killedAndRestoredFromTheChangelogsItTellsWhatItWouldHaveTold() throws Exception {
        String topic = "restored";
        stack.topics().create(4, List.of(topic));
        JobPlan plan = planOf("restored-counts", topic);
        long hour = Instant.parse("2019-10-01T00:00:00Z").toEpochMilli();
        Map<Long, Long> batch = new HashMap<>();
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            long time = hour + i * 10_000L;
            all.add(new long[] {i % 4, time});
            batch.merge(Math.floorDiv(time, 3_600_000L) * 3_600_000L, 1L, Long::sum);
        }
        JobStart.Started job = stack.start(plan, "c1", 1, IDLE);
        sendAll(topic, all.subList(0, 2_000));
        await().atMost(SOON).until(() -> stack.counted("freshet.processor.in", plan) >= 2_000);
        job.close();
        // Another process, without the files of the first one.
        stack.start(plan, "c2", 1, IDLE);
        sendAll(topic, all.subList(2_000, 4_000));
        stack.close(topic, 4);
        Map<String, GenericRecord> found = EngineStack.byName(
                read(plan.into(), batch.size()),
                plan,
                value -> value.get("window_start").toString());
        Map<Long, Long> told = new HashMap<>();
        found.values().forEach(value -> told.put((Long) value.get("window_start"), (Long) value.get("events")));
        assertThat(told).isEqualTo(batch);
        assertThat(read(plan.lateTopic(), 1, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aStandbyHasTheStateAndAMemberThatComesBackGetsItsPartitionsBack() throws Exception {
        String topic = "kept-twice";
        stack.topics().create(4, List.of(topic));
        JobPlan plan = planOf("kept-twice-counts", topic);
        long hour = Instant.parse("2019-10-01T00:00:00Z").toEpochMilli();
        List<long[]> all = new ArrayList<>();
        Map<Long, Long> batch = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            long time = hour + i * 10_000L;
            all.add(new long[] {i % 4, time});
            batch.merge(Math.floorDiv(time, 3_600_000L) * 3_600_000L, 1L, Long::sum);
        }
        JobStart.Started one = stack.startMember(plan, "d1");
        JobStart.Started two = stack.startMember(plan, "d2");
        sendAll(topic, all.subList(0, 2_000));
        await().atMost(SOON).until(() -> stack.counted("freshet.processor.in", plan) >= 2_000);
        await().atMost(SOON).until(() -> holdsAll(one) && holdsAll(two));
        Map<String, Set<TopicPartition>> before = members(plan);
        assertThat(before)
                .hasSize(2)
                .allSatisfy((member, partitions) -> assertThat(member).startsWith("d"));

        // It stays a member while it is away, so nothing is moved, and the other one goes on with what it has.
        one.close();
        stack.startMember(plan, "d1");
        sendAll(topic, all.subList(2_000, 4_000));
        stack.close(topic, 4);

        Map<String, GenericRecord> found = EngineStack.byName(
                read(plan.into(), batch.size()),
                plan,
                value -> value.get("window_start").toString());
        Map<Long, Long> told = new HashMap<>();
        found.values().forEach(value -> told.put((Long) value.get("window_start"), (Long) value.get("events")));
        assertThat(told).isEqualTo(batch);
        assertThat(members(plan)).isEqualTo(before);
    }

    /**
     * Whether every store of every task is here, as the active one or as a copy, and nothing of it is missing. The mark of the
     * last transaction is an offset too, which no copy ever has.
     */
    private static boolean holdsAll(JobStart.Started job) {
        if (job.streams().state() != KafkaStreams.State.RUNNING) {
            return false;
        }
        Map<String, Map<Integer, LagInfo>> lags = job.streams().allLocalStorePartitionLags();
        return !lags.isEmpty()
                && lags.values().stream()
                        .allMatch(partitions -> partitions.size() == 4
                                && partitions.values().stream().allMatch(lag -> lag.offsetLag() <= 1));
    }

    /** What each member reads, by its own name. */
    private static Map<String, Set<TopicPartition>> members(JobPlan plan) throws Exception {
        String group = EngineStack.applicationId(plan);
        Map<String, Set<TopicPartition>> members = new TreeMap<>();
        try (Admin admin = Admin.create(stack.connection())) {
            admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .forEach(member -> members.put(
                            member.groupInstanceId().orElse("no name"),
                            member.assignment().topicPartitions()));
        }
        return members;
    }

    @Test
    void changedDeclarationOfTheSameVersionIsNotLetToTheStateOfTheOther() throws Exception {
        DeclarationLedger ledger = new DeclarationLedger(stack.connection(), "test-declarations");
        try (Admin admin = Admin.create(stack.connection())) {
            assertThat(ledger.enter(admin, "app-v1", "aaa")).isEqualTo("aaa");
            assertThat(ledger.enter(admin, "app-v1", "aaa")).isEqualTo("aaa");
            assertThat(ledger.enter(admin, "app-v1", "bbb")).isEqualTo("aaa");
            assertThat(ledger.enter(admin, "app-v2", "bbb")).isEqualTo("bbb");
        }
    }

    private static JobPlan planOf(String name, String topic) {
        JobPlan plan = TestJobs.plan("""
                name: %s
                from: shop-activity
                group: { by: [event_type] }
                window: { tumbling: 1h, grace: 0s, emit: final }
                measures: { events: count() }
                into: %s
                """.formatted(name, name));
        // The same events on a topic of the test's own.
        return new JobPlan(
                plan.name(),
                List.of(new Source(topic, plan.sources().getFirst().schema())),
                plan.layout(),
                plan.preparation(),
                plan.grouping(),
                plan.deduplication(),
                plan.behaviour(),
                plan.into(),
                plan.result(),
                plan.codec(),
                plan.version(),
                plan.fingerprint());
    }

    private static void send(String topic, int partition, long... times) throws Exception {
        List<long[]> all = new ArrayList<>();
        for (long time : times) {
            all.add(new long[] {partition, time});
        }
        sendAll(topic, all);
    }

    private static void sendAll(String topic, List<long[]> partitionsAndTimes) throws Exception {
        Schema schema = ShopEvent.schema();
        stack.schema(SHOP, schema);
        try (KafkaProducer<byte[], byte[]> producer = stack.producer()) {
            for (long[] at : partitionsAndTimes) {
                ShopEvent event = new ShopEvent(at[1], "view", 1, BigDecimal.ONE, 7, "s");
                var unused = producer.send(EngineStack.event(
                        topic, (int) at[0], "7", Instant.ofEpochMilli(at[1]), SHOP, event.record(schema)));
            }
        }
    }

    private static void send(String topic, List<ShopEvent> events) throws Exception {
        Schema schema = ShopEvent.schema();
        stack.schema(SHOP, schema);
        try (KafkaProducer<byte[], byte[]> producer = stack.producer()) {
            for (ShopEvent event : events) {
                String key = Long.toString(event.user());
                int partition = Math.floorMod(key.hashCode(), PARTITIONS);
                var unused = producer.send(EngineStack.event(
                        topic, partition, key, Instant.ofEpochMilli(event.time()), SHOP, event.record(schema)));
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return read(topic, count, SOON);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count, Duration atMost) {
        try (Topics.Reader reader = stack.topics().reader(topic)) {
            return reader.read(count, atMost);
        }
    }
}
