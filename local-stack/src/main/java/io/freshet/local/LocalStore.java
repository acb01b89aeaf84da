package io.freshet.local;

import io.freshet.local.part.PartPort;
import io.freshet.local.store.StoreAccess;
import io.freshet.local.store.StoreCredentials;
import io.freshet.local.store.StorePart;
import java.nio.file.Path;

/**
 * A real S3 API in a process of its own, on a free port of the loopback address. It dies with this process; its objects stay in the
 * directory. Not for several threads, but its clients may be.
 */
public final class LocalStore implements AutoCloseable {
    private final RunningPart part;
    private final StoreCredentials credentials;

    private LocalStore(RunningPart part, StoreCredentials credentials) {
        this.part = part;
        this.credentials = credentials;
    }

    /**
     * Starts a store; returns when it answers.
     *
     * @param dataDirectory new, or one that an earlier store left
     */
    public static LocalStore start(Path dataDirectory) {
        StoreCredentials credentials = StoreCredentials.of(dataDirectory);
        int port = PartPort.free("s3").number();
        return new LocalStore(RunningPart.start(StorePart.spec(dataDirectory, port, credentials)), credentials);
    }

    /** Without a slash at its end; clients must use path-style addresses. */
    public String endpoint() {
        return StorePart.endpoint(part.spec());
    }

    public String region() {
        return StorePart.REGION;
    }

    /** The bucket that is there from the start. */
    public String bucket() {
        return StorePart.BUCKET;
    }

    public String accessKey() {
        return credentials.accessKey();
    }

    public String secretKey() {
        return credentials.secretKey();
    }

    StoreAccess access(String prefix) {
        return StorePart.access(part.spec(), credentials, prefix);
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
