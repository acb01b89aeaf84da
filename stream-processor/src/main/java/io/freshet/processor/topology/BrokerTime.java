package io.freshet.processor.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Kafka Streams' own time of a record is when the broker had it; event time is read from {@code ce_time} where it is needed.
 * An event time of the future, used here, would be refused by the broker on the way out and end the stream thread.
 */
final class BrokerTime implements TimestampExtractor {
    /** A record without a time would be dropped in silence; 0 only says that nothing is known. */
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
