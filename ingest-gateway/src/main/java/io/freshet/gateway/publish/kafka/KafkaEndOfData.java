package io.freshet.gateway.publish.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.publish.EndOfData;
import io.freshet.model.EventHeaders;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes one record without key and value to every partition, with the header that says what it is. By the same producer as the
 * events, so that it stands behind them.
 */
final class KafkaEndOfData implements EndOfData {
    private static final List<Header> HEADERS =
            List.of(new RecordHeader(EventHeaders.CONTROL, EventHeaders.END_OF_DATA.getBytes(UTF_8)));

    private final Producers producers;

    KafkaEndOfData(Producers producers) {
        this.producers = producers;
    }

    @Override
    public CompletionStage<Integer> tell(String topic) {
        Producer<byte[], byte[]> producer = producers.producer();
        if (producer == null) {
            return CompletableFuture.failedFuture(new KafkaException("there is no producer yet"));
        }
        try {
            List<CompletableFuture<Void>> told = producer.partitionsFor(topic).stream()
                    .map(partition -> send(producer, topic, partition.partition()))
                    .toList();
            return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                    .thenApply(all -> told.size());
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<Void> send(Producer<byte[], byte[]> producer, String topic, int partition) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, partition, null, null, null, HEADERS), (metadata, failure) -> {
                    if (failure == null) {
                        told.complete(null);
                    } else {
                        told.completeExceptionally(failure);
                    }
                });
        return told;
    }
}
