package io.freshet.local;

import io.freshet.local.part.PartPort;
import io.freshet.local.registry.RegistryPart;
import java.nio.file.Path;

/**
 * A real Apicurio Registry in a process of its own, on free ports of the loopback address. It dies with this process; its schemas
 * stay in the directory. Not for several threads, but its clients may be.
 */
public final class LocalRegistry implements AutoCloseable {
    private final RunningPart part;

    private LocalRegistry(RunningPart part) {
        this.part = part;
    }

    /**
     * Starts a registry; returns when it answers.
     *
     * @param dataDirectory new, or one that an earlier registry left
     */
    public static LocalRegistry start(Path dataDirectory) {
        return new LocalRegistry(RunningPart.start(RegistryPart.spec(
                dataDirectory,
                PartPort.free("http").number(),
                PartPort.free("management").number())));
    }

    /** The base of the Confluent-compatible API, without a slash at its end. */
    public String url() {
        return RegistryPart.url(part.spec());
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
