package io.freshet.local;

import io.freshet.local.kafka.KafkaPart;
import io.freshet.local.kafka.SecondListener;
import io.freshet.local.part.PartPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real Kafka broker in a process of its own, on free ports of the loopback address. It dies with this process; its data stays in
 * the directory. Not for several threads, but its clients may be.
 */
public final class LocalKafka implements AutoCloseable {
    private final RunningPart part;

    private LocalKafka(RunningPart part) {
        this.part = part;
    }

    /**
     * Starts a broker; returns when it answers.
     *
     * @param dataDirectory new, or one that an earlier broker left
     */
    public static LocalKafka start(Path dataDirectory) {
        return new LocalKafka(RunningPart.start(KafkaPart.spec(
                dataDirectory,
                PartPort.free("broker").number(),
                PartPort.free("controller").number())));
    }

    /**
     * Starts a broker that differs from the usual one, for what only some brokers do.
     *
     * @param settings lines of the broker's configuration, beside the usual
     */
    public static LocalKafka startWith(Path dataDirectory, String... settings) {
        return new LocalKafka(RunningPart.start(KafkaPart.spec(
                dataDirectory,
                PartPort.free("broker").number(),
                PartPort.free("controller").number(),
                Optional.empty(),
                List.of(settings))));
    }

    /**
     * Starts a broker with a second way in. Clients that begin at the proxy stay on it, because that is the address that they are
     * told; those of {@link #bootstrapServers} never meet it.
     *
     * @param listener a free port, to which the proxy passes what it gets
     * @param proxyPort where clients reach the proxy
     */
    public static LocalKafka startBehind(Path dataDirectory, int listener, int proxyPort) {
        return new LocalKafka(RunningPart.start(KafkaPart.spec(
                dataDirectory,
                PartPort.free("broker").number(),
                PartPort.free("controller").number(),
                Optional.of(new SecondListener(listener, proxyPort)))));
    }

    public String bootstrapServers() {
        return KafkaPart.bootstrapServers(part.spec());
    }

    public long pid() {
        return part.pid();
    }

    /** Ends the process as a crash would; the data stays. */
    public void kill() {
        part.kill();
    }

    /** Asks the process to end, and waits until it has. */
    public void stop() {
        part.stop();
    }

    /** Starts it again, after {@link #kill} or {@link #stop} or in their stead, on the same ports and data; returns when it serves. */
    public void restart() {
        part.restart();
    }

    @Override
    public void close() {
        part.stop();
    }
}
