package io.freshet.processor.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * A stream thread that dies is replaced: its transaction is void, so the next thread reads the same records again and nothing
 * is lost or counted twice. After a pause, lest a lasting fault keep the machine busy. Only when the source topic is gone the
 * client ends, and the supervisor waits for the topic. Called by the dying thread.
 */
// Kafka Streams makes its default handlers by name; a native image must be told of the one that its extension leaves
// out.
@RegisterForReflection(targets = LogAndFailProcessingExceptionHandler.class)
record ReplaceThreadAfterPause(String job, StopSignal stop) implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = Logger.getLogger(ReplaceThreadAfterPause.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Override
    public StreamThreadExceptionResponse handle(Throwable fault) {
        if (stop.requested()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (has(fault, MissingSourceTopicException.class)) {
            LOG.errorf("The source topic is gone; waiting for it. job=%s reason=%s", job, fault.getMessage());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warnf(
                fault, "A stream thread failed and is replaced; nothing is lost. job=%s reason=%s", job, rootOf(fault));
        stop.pause(PAUSE);
        return stop.requested()
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> kind) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable fault) {
        return fault.getCause() == null ? fault : rootOf(fault.getCause());
    }
}
