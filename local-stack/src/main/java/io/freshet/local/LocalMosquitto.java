package io.freshet.local;

import io.freshet.local.mqtt.MosquittoPart;
import io.freshet.local.part.PartPort;
import java.nio.file.Path;
import java.util.List;

/**
 * An MQTT broker in a process of its own, on a free port of the loopback address: mosquitto, which keeps sessions and what is queued for
 * them. It ends with this process. Not for several threads, but its clients may be.
 */
public final class LocalMosquitto implements AutoCloseable {
    private final RunningPart part;

    private LocalMosquitto(RunningPart part) {
        this.part = part;
    }

    /**
     * Starts a broker that lets everybody in; returns when it answers. The first time on a machine that has none it is fetched.
     *
     * @param dataDirectory new, or one that an earlier broker left
     * @param settings more lines of its configuration, for its listener
     */
    public static LocalMosquitto start(Path dataDirectory, String... settings) {
        int port = PartPort.free("mqtt").number();
        return new LocalMosquitto(RunningPart.start(MosquittoPart.spec(dataDirectory, port, List.of(settings))));
    }

    public int port() {
        return part.spec().ports().getFirst().number();
    }

    /** What it writes of itself. */
    public Path log() {
        return part.spec().log();
    }

    /** On the same port, with the sessions that it keeps. */
    public void restart() {
        part.restart();
    }

    @Override
    public void close() {
        part.stop();
    }
}
