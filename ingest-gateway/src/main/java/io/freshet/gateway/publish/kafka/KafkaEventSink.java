package io.freshet.gateway.publish.kafka;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EndOfData;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.Reason;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Publishes with one idempotent producer. {@code send} never blocks, because {@code max.block.ms} is 0: where it would wait it
 * fails, and {@link BrokerWatch} sees to it that there is nothing to wait for. Acknowledgements come on the producer's own thread.
 */
public final class KafkaEventSink implements EventSink {
    private static final Logger LOG = Logger.getLogger(KafkaEventSink.class);

    private final Producers producers;
    private final TopicStates topics;
    private final BrokerWatch watch;

    public KafkaEventSink(KafkaSettings settings) {
        this.producers = new Producers(settings);
        this.topics = new TopicStates(settings.prepare());
        this.watch = new BrokerWatch(producers, topics, settings);
    }

    /** Begins to look for the brokers; returns at once, whether they are there or not. */
    public void start() {
        watch.start();
    }

    /** Blocks up to {@code flush} while records under way are acknowledged. */
    public void stop(Duration flush) {
        watch.stop();
        producers.close(flush);
    }

    /** By the same producer as the events. */
    public EndOfData endOfData() {
        return new KafkaEndOfData(producers);
    }

    /** Whether the brokers answered at least once, and lately. */
    public boolean isReachable() {
        return watch.isKnownReachable();
    }

    /** Whether every topic that was asked for was found well, or was not in time. */
    public boolean isPrepared() {
        return !topics.anyPreparing();
    }

    @Override
    public State state(String topic) {
        return watch.isReachable() ? topics.state(topic) : State.UNAVAILABLE;
    }

    @Override
    public CompletionStage<State> prepare(String topic) {
        return watch.prepare(topic);
    }

    @Override
    public void publish(OutgoingRecord record, Ledger ledger, int index) {
        Producer<byte[], byte[]> producer = producers.producer();
        if (producer == null) {
            ledger.failed(index, Reason.BROKER_UNAVAILABLE);
            return;
        }
        try {
            Future<RecordMetadata> unused = producer.send(RecordOf.outgoing(record), (metadata, failure) -> {
                if (failure == null) {
                    ledger.durable(index);
                } else {
                    failed(producer, record, failure, ledger, index);
                }
            });
        } catch (RuntimeException e) {
            failed(producer, record, e, ledger, index);
        }
    }

    private void failed(
            Producer<byte[], byte[]> producer, OutgoingRecord record, Exception why, Ledger ledger, int index) {
        if (why instanceof BufferExhaustedException) {
            ledger.failed(index, Reason.OVERLOADED);
            return;
        }
        if (why instanceof RetriableException) {
            LOG.debugf("A record was not acknowledged in time. topic=%s reason=%s", record.topic(), why);
            topics.failed(record.topic());
        } else {
            LOG.errorf("Kafka refused a record. topic=%s reason=%s", record.topic(), why);
            if (endsProducer(why)) {
                producers.reportBroken(producer);
            }
        }
        ledger.failed(index, Reason.BROKER_UNAVAILABLE);
    }

    /** Whether no further record can be sent with this producer; what is wrong with one record or topic does not end it. */
    private static boolean endsProducer(Exception why) {
        return !(why instanceof ApiException)
                || why instanceof OutOfOrderSequenceException
                || why instanceof InvalidProducerEpochException
                || why instanceof ProducerFencedException
                || why instanceof ClusterAuthorizationException;
    }
}
