package io.freshet.local;

import io.freshet.local.part.PartPort;
import io.freshet.local.store.StoreAccess;
import io.freshet.local.twin.TwinPart;
import io.freshet.local.twin.TwinQueries;
import io.freshet.local.twin.TwinToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A real warehouse twin in a process of its own, on a free port of the loopback address. It dies with this process; what it loaded stays
 * in the directory. Not for several threads, but its clients may be.
 */
public final class LocalTwin implements AutoCloseable {
    private final RunningPart part;
    private final String token;

    private LocalTwin(RunningPart part, String token) {
        this.part = part;
        this.token = token;
    }

    /** Starts a twin that loads everything in the store's bucket under {@code v1/}; returns when it answers. */
    public static LocalTwin start(Path dataDirectory, LocalStore store) {
        return start(dataDirectory, store, "");
    }

    /** Starts a twin that loads everything under {@code prefix/v1/}. */
    public static LocalTwin start(Path dataDirectory, LocalStore store, String prefix) {
        return start(dataDirectory, store, prefix, OptionalLong.empty(), Duration.ofSeconds(30));
    }

    /**
     * Starts a twin that hears of files as a cloud's queue tells of them: late, in any order, some of them several times.
     *
     * @param seed by which it does
     */
    public static LocalTwin startDisturbed(Path dataDirectory, LocalStore store, String prefix, long seed) {
        return start(dataDirectory, store, prefix, OptionalLong.of(seed), Duration.ofSeconds(30));
    }

    static LocalTwin start(Path dataDirectory, LocalStore store, String prefix, Duration queryTimeout) {
        return start(dataDirectory, store, prefix, OptionalLong.empty(), queryTimeout);
    }

    private static LocalTwin start(
            Path dataDirectory, LocalStore store, String prefix, OptionalLong disturbance, Duration queryTimeout) {
        StoreAccess source = store.access(prefix);
        int port = PartPort.free("http").number();
        return new LocalTwin(
                RunningPart.start(TwinPart.spec(dataDirectory, port, source, disturbance, queryTimeout)),
                TwinToken.of(dataDirectory));
    }

    /** Without a slash at its end. */
    public String url() {
        return TwinPart.url(part.spec());
    }

    public String token() {
        return token;
    }

    /**
     * Asks the warehouse.
     *
     * @return rows by column name: whole numbers are {@code Long} or {@code BigInteger}, others {@code BigDecimal}, times strings
     */
    public List<Map<String, @Nullable Object>> query(String sql) {
        return new TwinQueries(url(), token).query(sql);
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

    /** Starts it again, after {@link #kill} or {@link #stop} or in their stead, on the same port and data; returns when it serves. */
    public void restart() {
        part.restart();
    }

    @Override
    public void close() {
        part.stop();
    }
}
