package io.freshet.relay.replay;

import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.source.Records;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of a replay, from its beginning or from where an earlier attempt had come. Where files end depends on the records
 * alone, so that every attempt makes the same ones. One thread; blocks.
 */
final class PartitionReplay {
    private final ObjectStore store;
    private final FileEncoder encoder;
    private final TopicRule rule;
    private final Duration timeout;
    private final Patience patience;
    private final ReplayProgress progress;
    private List<SourceRecord> records = new ArrayList<>();
    private long bytes;

    /**
     * One replay.
     *
     * @param rule of the topic, with the names of the replay; of its cuts only the size counts
     * @param timeout without any progress of the reader
     */
    PartitionReplay(
            ObjectStore store,
            FileEncoder encoder,
            TopicRule rule,
            Duration timeout,
            Patience patience,
            ReplayProgress progress) {
        this.store = store;
        this.encoder = encoder;
        this.rule = rule;
        this.timeout = timeout;
        this.patience = patience;
        this.progress = progress;
    }

    void run(Range range, Consumer<byte[], byte[]> reader) throws ReplayException, InterruptedException {
        long begin = Resume.position(range, rule.keys(), listed(range));
        if (begin > range.from()) {
            progress.wrote(begin - range.from(), 0, 0, 0);
        }
        TopicPartition partition =
                new TopicPartition(range.origin().topic(), range.origin().partition());
        reader.assign(List.of(partition));
        reader.seek(partition, begin);
        long position = begin;
        long from = begin;
        int silent = 0;
        while (position < range.until()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout).records(partition)) {
                if (record.offset() < range.until()) {
                    from = take(range, from, record);
                }
            }
            long now = reader.position(partition, timeout);
            silent = now == position ? silent + 1 : 0;
            if (silent > patience.tries()) {
                throw new ReplayException("The broker gave nothing more of " + partition + " at " + now);
            }
            position = now;
        }
        if (!records.isEmpty()) {
            write(new Range(range.origin(), from, range.until()));
        }
    }

    private List<String> listed(Range range) throws ReplayException, InterruptedException {
        return patience.insist(() -> {
            List<String> found = new ArrayList<>();
            store.list(rule.keys().folder(range.origin()), found::add);
            return found;
        });
    }

    /** @return where the next file begins */
    private long take(Range range, long from, ConsumerRecord<byte[], byte[]> polled)
            throws ReplayException, InterruptedException {
        SourceRecord record = Records.of(polled);
        records.add(record);
        bytes += Records.bytes(record);
        long until = polled.offset() + 1;
        if (bytes < rule.cut().bytes() || until >= range.until()) {
            return from;
        }
        write(new Range(range.origin(), from, until));
        return until;
    }

    private void write(Range range) throws ReplayException, InterruptedException {
        Encoded file = patience.insist(() -> encode(range));
        String key = rule.keys()
                .key(range, records.getFirst().timestamp(), rule.codec().extension());
        FileFacts facts = new FileFacts(
                range,
                file.rows(),
                file.rawBytes(),
                file.sha256(),
                rule.format().label(),
                rule.codec().label());
        // Whether this attempt or one before it created the object: its bytes are the same.
        patience.insist(() -> store.create(key, file.bytes(), facts));
        progress.wrote(
                range.until() - range.from(),
                file.rows(),
                file.bytes().length,
                file.poison().size());
        records = new ArrayList<>();
        bytes = 0;
    }

    private Encoded encode(Range range) throws StoreUnavailableException {
        return switch (encoder.encode(range.origin(), records, rule.format(), rule.codec())) {
            case Encoded encoded -> encoded;
            case SchemaUnavailable(int id, String why) ->
                throw new StoreUnavailableException(
                        "schema " + id + " is not to be had", new IllegalStateException(why));
        };
    }
}
