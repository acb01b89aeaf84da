package io.freshet.relay.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.RejectedEvent;
import io.freshet.model.TypeName;
import io.freshet.model.WireFormat;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Puts poison on {@code events.rejected}. The id is where the record stood, and its time the record's, so that a repetition
 * is the same event again.
 */
public final class KafkaRejections implements Rejections {
    private static final String RELAY = "relay";

    private final Producer<byte[], byte[]> producer;
    private final SchemaRegistry registry;
    private final Duration timeout;

    /** @param producer acks=all, shared */
    public KafkaRejections(Producer<byte[], byte[]> producer, SchemaRegistry registry, Duration timeout) {
        this.producer = producer;
        this.registry = registry;
        this.timeout = timeout;
    }

    @Override
    public void publish(Origin origin, List<Poison> poison) throws RejectionsUnavailableException {
        int schemaId = schemaId();
        List<Future<RecordMetadata>> sent = new ArrayList<>(poison.size());
        try {
            for (Poison one : poison) {
                sent.add(producer.send(record(origin, one, schemaId)));
            }
            for (Future<RecordMetadata> future : sent) {
                future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new RejectionsUnavailableException("rejected records not written: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectionsUnavailableException("interrupted");
        }
    }

    /** Of the very schema that {@link RejectedEvent} writes, not of a later one. */
    private int schemaId() throws RejectionsUnavailableException {
        String subject = TypeName.subject(BuiltInTypes.EVENTS_REJECTED);
        Answer<Registered> answer = registry.register(
                subject, BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema());
        return switch (answer) {
            case Answer.Found<Registered>(Registered registered) -> registered.id();
            case Answer.Unknown<Registered> unknown ->
                throw new RejectionsUnavailableException("the registry has no " + subject);
            case Answer.Refused<Registered>(String why) ->
                throw new RejectionsUnavailableException("the registry refuses " + subject + ": " + why);
            case Answer.Unavailable<Registered>(String why) ->
                throw new RejectionsUnavailableException("the registry doesn't answer: " + why);
        };
    }

    private static ProducerRecord<byte[], byte[]> record(Origin origin, Poison poison, int schemaId) {
        SourceRecord source = poison.record();
        String id = origin.topicId() + "/" + origin.partition() + "/" + source.offset();
        Instant time = Instant.ofEpochMilli(Math.max(0, source.timestamp()));
        byte[] value = source.value() == null ? new byte[0] : source.value();
        byte[] key = source.key();
        RejectedEvent event = new RejectedEvent.Origin(
                        id,
                        origin.topic(),
                        RELAY,
                        key == null ? null : new String(key, UTF_8),
                        null,
                        null,
                        id,
                        EventHeaders.AVRO,
                        RELAY,
                        time)
                .because(
                        poison.reason(),
                        "",
                        poison.detail(),
                        WireFormat.isFramed(value) ? WireFormat.schemaId(value) : null,
                        value,
                        0,
                        value.length);
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(
                BuiltInTypes.EVENTS_REJECTED, key == null ? id.getBytes(UTF_8) : key, event.encode(schemaId));
        headers(id, time).forEach((name, text) -> out.headers().add(name, text.getBytes(UTF_8)));
        return out;
    }

    private static Map<String, String> headers(String id, Instant time) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
        headers.put(EventHeaders.ID, id);
        headers.put(EventHeaders.SOURCE, "/freshet/relay");
        headers.put(EventHeaders.TYPE, BuiltInTypes.EVENTS_REJECTED);
        headers.put(EventHeaders.TIME, time.toString());
        headers.put(EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
        headers.put(EventHeaders.RECEIVED_AT, time.toString());
        return headers;
    }
}
