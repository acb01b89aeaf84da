package io.freshet.relay.kill;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.Format;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.ops.KafkaClients;
import io.freshet.relay.source.Records;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.TopicPartition;

/** A JVM of its own that reads a range, encodes it and writes the file's bytes. */
public final class EncodedRange {
    private EncodedRange() {}

    /** @param arguments bootstrap servers, topic, topic id, partition, from, until, file, codec */
    public static void main(String[] arguments) throws Exception {
        TopicPartition partition = new TopicPartition(arguments[1], Integer.parseInt(arguments[3]));
        long until = Long.parseLong(arguments[5]);
        List<SourceRecord> records = new ArrayList<>();
        KafkaClients clients = new KafkaClients(
                Map.of("bootstrap.servers", arguments[0]),
                "none",
                GroupProtocol.CLASSIC,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20));
        try (Consumer<byte[], byte[]> reader = clients.reader()) {
            reader.assign(List.of(partition));
            reader.seek(partition, Long.parseLong(arguments[4]));
            while (reader.position(partition) < until) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    if (record.offset() < until) {
                        records.add(Records.of(record));
                    }
                }
            }
        }
        Origin origin = new Origin(arguments[1], arguments[2], partition.partition());
        Encoded file = (Encoded) new FileEncoder(new FixedRegistry(), InstantSource.system())
                .encode(origin, records, Format.AVRO, Codec.valueOf(arguments[7]));
        try (FileOutputStream out = new FileOutputStream(arguments[6])) {
            out.write(file.bytes());
        }
    }
}
