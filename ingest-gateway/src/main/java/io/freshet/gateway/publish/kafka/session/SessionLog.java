package io.freshet.gateway.publish.kafka.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.session.SessionCodec;
import io.freshet.gateway.session.SessionRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How sessions stand in the topic. A client has two keys in one partition, so that compaction keeps its last takeover and its last state:
 *
 * <pre>
 *   o&lt;client id&gt;: takeover; or nothing, with a header: transient or over, and by whom
 *   s&lt;client id&gt;: the session as its owner told it; or nothing
 * </pre>
 */
final class SessionLog {
    private static final byte OWNER = 'o';
    private static final byte STATE = 's';
    private static final String TRANSIENT = "transient";
    private static final String OVER = "over";

    private final String topic;
    private final int partitions;

    SessionLog(String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    /** What a record says, and of whom; null for one that says nothing by itself. */
    record Read(String client, SessionRecord record) {}

    List<ProducerRecord<byte[], byte[]>> records(String client, SessionRecord record) {
        return switch (record) {
            case SessionRecord.Takeover takeover ->
                List.of(of(client, OWNER, SessionCodec.encode(takeover), List.of()));
            case SessionRecord.Told told -> List.of(of(client, STATE, SessionCodec.encode(told), List.of()));
            case SessionRecord.Transient(long nonce) -> nothing(client, TRANSIENT, nonce);
            case SessionRecord.Over(long owner) -> nothing(client, OVER, owner);
        };
    }

    private List<ProducerRecord<byte[], byte[]>> nothing(String client, String kind, long by) {
        return List.of(
                of(client, STATE, null, List.of()),
                of(
                        client,
                        OWNER,
                        null,
                        List.of(new RecordHeader(
                                kind,
                                ByteBuffer.allocate(Long.BYTES).putLong(by).array()))));
    }

    private ProducerRecord<byte[], byte[]> of(String client, byte kind, byte @Nullable [] value, List<Header> headers) {
        byte[] id = client.getBytes(UTF_8);
        byte[] key = new byte[id.length + 1];
        key[0] = kind;
        System.arraycopy(id, 0, key, 1, id.length);
        int partition = Utils.toPositive(Utils.murmur2(id)) % partitions;
        return new ProducerRecord<>(topic, partition, key, value, headers);
    }

    /** @throws IllegalArgumentException for a record that no gateway writes */
    static @Nullable Read read(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null || key.length < 2) {
            throw new IllegalArgumentException("A session record has no key");
        }
        String client = new String(Arrays.copyOfRange(key, 1, key.length), UTF_8);
        if (record.value() != null) {
            return new Read(client, SessionCodec.decode(record.value()));
        }
        Header passing = record.headers().lastHeader(TRANSIENT);
        Header over = record.headers().lastHeader(OVER);
        if (passing != null) {
            return new Read(client, new SessionRecord.Transient(number(passing)));
        }
        return over == null ? null : new Read(client, new SessionRecord.Over(number(over)));
    }

    private static long number(Header header) {
        if (header.value().length != Long.BYTES) {
            throw new IllegalArgumentException("A session record's header is cut");
        }
        return ByteBuffer.wrap(header.value()).getLong();
    }
}
