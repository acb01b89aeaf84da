package io.freshet.cli.send;

import io.freshet.model.EventType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Sends the rows of one file to the gateway. */
public final class FileSender {
    private final EventType type;
    private final URI gateway;
    private final @Nullable String key;
    private final Duration patience;
    private final @Nullable Integer mqttPort;

    /**
     * @param key null for none
     * @param patience how long without a single event taken before giving up
     * @param mqttPort where rows are published by MQTT, to {@code events/} and the type's name; null for HTTP
     */
    public FileSender(
            EventType type, URI gateway, @Nullable String key, Duration patience, @Nullable Integer mqttPort) {
        this.mqttPort = mqttPort;
        this.key = key;
        this.type = type;
        this.gateway = gateway;
        this.patience = patience;
    }

    /**
     * Blocks until every row is accepted or rejected. {@code report} is kept up to date all the while.
     *
     * @throws io.freshet.cli.Failure when it does not come to that
     */
    public void send(Path file, FileFormat format, Mapping mapping, SendReport report, Progress progress)
            throws IOException, InterruptedException {
        EventIds ids = type.idFields().isEmpty()
                ? EventIds.ofFile(file, mapping.fingerprint(type.name()))
                : EventIds.OF_THE_TYPE;
        long size = Files.size(file);
        CountedInput in = new CountedInput(Files.newInputStream(file));
        try (RowReader rows = rows(in, format, mapping, ids);
                Gateway to = gateway()) {
            SendRun run = new SendRun(
                    to,
                    rows,
                    RetryPolicy.patientFor(patience),
                    InstantSource.system(),
                    Thread::sleep,
                    report,
                    new CountedProgress(progress, in, size));
            run.toTheEnd();
        }
    }

    /**
     * Says that the type's data has ended. Blocks until the gateway has it durable, or for as long as it may take.
     *
     * @throws io.freshet.cli.Failure when it is refused or does not come to that
     */
    public void close() throws InterruptedException {
        new Closing(gateway, type.name(), key, RetryPolicy.patientFor(patience)).run();
    }

    private Gateway gateway() {
        return mqttPort == null
                ? new HttpGateway(gateway, type.name(), key)
                : new MqttGateway(gateway.getHost(), mqttPort, row -> "events/" + type.name(), key);
    }

    private RowReader rows(CountedInput in, FileFormat format, Mapping mapping, EventIds ids) {
        return switch (format) {
            case CSV -> new CsvRows(in, mapping, new Columns(type, mapping), ids);
            case NDJSON -> {
                if (!mapping.equals(Mapping.PLAIN)) {
                    throw new SendFailure("Columns, --set and --time-format are for CSV; NDJSON goes as it stands.");
                }
                yield new NdjsonRows(new BufferedInputStream(in), ids);
            }
        };
    }

    private record CountedProgress(Progress progress, CountedInput in, long size) implements SendRun.Watch {

        @Override
        public void sent(SendReport soFar) {
            progress.sent(soFar, in.count(), size);
        }

        @Override
        public void waiting(Duration time, String why) {
            progress.waiting(time, why);
        }
    }
}
