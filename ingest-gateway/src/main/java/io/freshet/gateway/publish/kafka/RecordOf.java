package io.freshet.gateway.publish.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.EventHeaders;
import io.freshet.model.TimeFlag;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Turns an outgoing record into Kafka's own: CloudEvents headers in binary content mode, and ours beside them. */
public final class RecordOf {
    private static final Header SPEC_VERSION = header(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
    private static final Header CONTENT_TYPE = header(EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
    private static final Header DEFAULT_SOURCE = header(EventHeaders.SOURCE, EventHeaders.DEFAULT_SOURCE);
    private static final Map<TimeFlag, Header> FLAGS = new EnumMap<>(TimeFlag.class);
    /** As many as there are event types: senders cannot make it grow. */
    private static final ConcurrentMap<String, Header> TYPES = new ConcurrentHashMap<>();

    /** Behind those that every record has. */
    private static final int SUBJECT_AT = 8;

    static {
        Arrays.stream(TimeFlag.values()).forEach(f -> FLAGS.put(f, header(EventHeaders.TIME_FLAG, f.label())));
    }

    private RecordOf() {}

    public static ProducerRecord<byte[], byte[]> outgoing(OutgoingRecord out) {
        byte @Nullable [] key = out.key() == null ? null : out.key().getBytes(UTF_8);
        Header[] headers = headersOf(out, key);
        if (!out.headers().isEmpty()) {
            for (Map.Entry<String, String> more : out.headers().entrySet()) {
                headers = with(headers, header(more.getKey(), more.getValue()));
            }
        }
        return new ProducerRecord<>(out.topic(), null, null, key, out.value(), Arrays.asList(headers));
    }

    private static Header[] headersOf(OutgoingRecord out, byte @Nullable [] key) {
        Header[] headers = new Header[key == null ? SUBJECT_AT : SUBJECT_AT + 1];
        headers[0] = SPEC_VERSION;
        headers[1] = header(EventHeaders.ID, out.id());
        headers[2] = out.source().equals(EventHeaders.DEFAULT_SOURCE)
                ? DEFAULT_SOURCE
                : header(EventHeaders.SOURCE, out.source());
        headers[3] = TYPES.computeIfAbsent(out.topic(), topic -> header(EventHeaders.TYPE, topic));
        headers[4] = header(EventHeaders.TIME, out.time());
        headers[5] = CONTENT_TYPE;
        headers[6] = header(EventHeaders.RECEIVED_AT, out.receivedAt());
        headers[7] = FLAGS.get(out.timeFlag());
        if (key != null) {
            headers[SUBJECT_AT] = new RecordHeader(EventHeaders.SUBJECT, key);
        }
        return headers;
    }

    /** In the place of a header of the same name, else behind the others. */
    private static Header[] with(Header[] headers, Header more) {
        for (int i = 0; i < headers.length; i++) {
            if (headers[i].key().equals(more.key())) {
                headers[i] = more;
                return headers;
            }
        }
        Header[] longer = Arrays.copyOf(headers, headers.length + 1);
        longer[headers.length] = more;
        return longer;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
