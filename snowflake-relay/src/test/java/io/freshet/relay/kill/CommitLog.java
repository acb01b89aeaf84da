package io.freshet.relay.kill;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Every commit that the broker ever accepted, read from its own journal. Source of the layout: Kafka's {@code
 * OffsetCommitKey.json} and {@code OffsetCommitValue.json}.
 */
final class CommitLog {
    private static final String JOURNAL = "__consumer_offsets";
    private static final short OFFSET_KEY = 1;
    private static final short WITH_LEADER_EPOCH = 3;
    private static final short WITH_TOPIC_ID = 4;

    private CommitLog() {}

    /** One accepted commit. */
    record Commit(long offset, String metadata) {
        private static final Pattern UNTIL = Pattern.compile("\"until\":(\\d+)");

        boolean pending() {
            return UNTIL.matcher(metadata).find();
        }

        /** Where the intended range ends. */
        long until() {
            Matcher matcher = UNTIL.matcher(metadata);
            return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
        }
    }

    /** In the order of acceptance, by partition. */
    static Map<TopicPartition, List<Commit>> read(String bootstrap) {
        Map<TopicPartition, List<Commit>> commits = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "exclude.internal.topics", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(
                            0, consumer.partitionsFor(JOURNAL).size())
                    .mapToObj(n -> new TopicPartition(JOURNAL, n))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (!all.stream().allMatch(one -> consumer.position(one) >= ends.get(one))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, commits));
            }
        }
        return commits;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, List<Commit>> into) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (key.getShort() > OFFSET_KEY) {
            return;
        }
        text(key);
        TopicPartition partition = new TopicPartition(text(key), key.getInt());
        ByteBuffer value = ByteBuffer.wrap(record.value());
        short version = value.getShort();
        if (version > WITH_TOPIC_ID) {
            throw new IllegalStateException("commits of version " + version + " are not known here");
        }
        long offset = value.getLong();
        if (version >= WITH_LEADER_EPOCH) {
            value.getInt();
        }
        String metadata = version >= WITH_TOPIC_ID ? compactText(value) : text(value);
        into.computeIfAbsent(partition, any -> new ArrayList<>()).add(new Commit(offset, metadata));
    }

    private static String text(ByteBuffer from) {
        return text(from, from.getShort());
    }

    private static String compactText(ByteBuffer from) {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return text(from, length - 1);
            }
        }
    }

    private static String text(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Commits that only someone could have made who no longer owned the partition: the offset went back, or an intent was replaced by
     * another before it was settled.
     */
    static List<String> trespasses(Map<TopicPartition, List<Commit>> commits) {
        List<String> found = new ArrayList<>();
        Map<TopicPartition, Commit> last = new HashMap<>();
        commits.forEach((partition, all) -> all.forEach(commit -> {
            Commit before = last.put(partition, commit);
            if (before == null) {
                return;
            }
            boolean back = commit.offset() < before.offset();
            boolean replaced = before.pending() && !commit.equals(before) && commit.offset() != before.until();
            if (back || replaced) {
                found.add(partition + ": " + before + " then " + commit);
            }
        }));
        return found;
    }
}
