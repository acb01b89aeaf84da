package io.freshet.processor.topology;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.InternalTopicProperties;

/**
 * A topology with repartition topics, which the public Processor API cannot have: only the DSL makes internal topics, and an
 * ordinary topic would lose records that nobody has read when its retention is over. Uses the one method by which the DSL
 * does it.
 */
final class JobGraph extends Topology {

    /** Made by Kafka Streams under the application's name, and emptied of what has been read. */
    JobGraph withRepartitionTopic(String name, int partitions) {
        internalTopologyBuilder.addInternalTopic(name, new InternalTopicProperties(partitions));
        return this;
    }
}
