package io.freshet.cli.send;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sends events of one type as they come up, over one connection. One thread; blocks. */
public final class EventSender implements AutoCloseable {
    private final Gateway gateway;
    private final RetryPolicy policy;
    private final SendReport report;
    private final Waiting waiting;

    /** Told when the gateway does not take everything and is asked again after {@code time}. */
    public interface Waiting {
        void waiting(Duration time, String why);
    }

    /** @param patience how long without a single event taken before giving up */
    public EventSender(String type, URI gateway, Duration patience, SendReport report, Waiting waiting) {
        this(new HttpGateway(gateway, type, null), patience, report, waiting);
    }

    private EventSender(Gateway gateway, Duration patience, SendReport report, Waiting waiting) {
        this.gateway = gateway;
        this.policy = RetryPolicy.patientFor(patience);
        this.report = report;
        this.waiting = waiting;
    }

    /**
     * Sends by MQTT.
     *
     * @param host where the gateway listens
     * @param topic of an event, which is a JSON object
     */
    public static EventSender overMqtt(
            String host, int port, UnaryOperator<String> topic, Duration patience, SendReport report, Waiting waiting) {
        return new EventSender(
                new MqttGateway(host, port, row -> topic.apply(new String(row.json(), StandardCharsets.UTF_8)), null),
                patience,
                report,
                waiting);
    }

    /**
     * Returns when every event is accepted or rejected.
     *
     * @param events a JSON object each
     * @throws io.freshet.cli.Failure when the gateway refuses the request as such, or takes nothing for too long
     */
    public void send(List<String> events) throws InterruptedException, IOException {
        new SendRun(
                        gateway,
                        new Listed(events.iterator()),
                        policy,
                        InstantSource.system(),
                        Thread::sleep,
                        report,
                        new OnlyWaits(waiting))
                .toTheEnd();
    }

    @Override
    public void close() {
        gateway.close();
    }

    private record Listed(Iterator<String> events) implements RowReader {
        private static final long NO_LINE = 0;

        @Override
        public @Nullable Row next() {
            return events.hasNext() ? new Row(NO_LINE, events.next().getBytes(StandardCharsets.UTF_8)) : null;
        }

        @Override
        public void close() {}
    }

    private record OnlyWaits(Waiting waits) implements SendRun.Watch {
        @Override
        public void sent(SendReport soFar) {}

        @Override
        public void waiting(Duration time, String why) {
            waits.waiting(time, why);
        }
    }
}
