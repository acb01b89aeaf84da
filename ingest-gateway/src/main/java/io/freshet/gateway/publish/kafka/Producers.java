package io.freshet.gateway.publish.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka clients, made when the brokers' addresses can be resolved and made anew when a producer has failed for good. Written
 * by the watch thread alone; read by any.
 */
final class Producers {
    private static final Logger LOG = Logger.getLogger(Producers.class);

    private final KafkaSettings settings;
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable Admin admin;
    private volatile @Nullable Producer<byte[], byte[]> broken;
    private boolean complained;

    Producers(KafkaSettings settings) {
        NativeLz4.load();
        this.settings = settings;
    }

    @Nullable
    Producer<byte[], byte[]> producer() {
        return producer;
    }

    @Nullable
    Admin admin() {
        return admin;
    }

    /** Has the producer replaced at the watch thread's next turn, unless that was done already. */
    void reportBroken(Producer<byte[], byte[]> which) {
        broken = which;
    }

    /** Watch thread; blocks while addresses are resolved. */
    void ensure() {
        try {
            replaceBroken();
            if (admin == null) {
                admin = Admin.create(settings.admin());
            }
            if (producer == null) {
                producer =
                        new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
            }
            complained = false;
        } catch (KafkaException e) {
            if (!complained) {
                LOG.errorf("Kafka clients cannot be made and will be tried again. reason=%s", rootMessage(e));
            }
            complained = true;
        }
    }

    /** Blocks up to {@code flush} for what is under way. */
    void close(Duration flush) {
        Producer<byte[], byte[]> p = producer;
        if (p != null) {
            p.close(flush);
        }
        Admin a = admin;
        if (a != null) {
            a.close(Duration.ZERO);
        }
    }

    private void replaceBroken() {
        Producer<byte[], byte[]> old = producer;
        if (old != null && old == broken) {
            LOG.warn("The Kafka producer has failed for good and is made anew");
            producer = null;
            old.close(Duration.ZERO);
        }
        broken = null;
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
