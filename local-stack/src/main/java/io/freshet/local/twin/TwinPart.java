package io.freshet.local.twin;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.JvmCommand;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import io.freshet.local.part.QuietLog;
import io.freshet.local.store.StoreAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The warehouse twin as a part. */
public final class TwinPart {
    public static final String NAME = "twin";
    public static final int DEFAULT_PORT = 8083;

    private static final int HEAP_MB = 192;

    private TwinPart() {}

    /** Describes a twin with its database under the directory, listening on this port of the loopback address. */
    public static PartSpec spec(Path dataDirectory, int port, StoreAccess store) {
        return spec(dataDirectory, port, store, OptionalLong.empty(), TwinSettings.DEFAULT_QUERY_TIMEOUT);
    }

    /**
     * With another limit for the time that a query may take, and with disturbed announcements.
     *
     * @param disturbance seed of announcements that come late, shuffled and more than once; empty for none
     */
    public static PartSpec spec(
            Path dataDirectory, int port, StoreAccess store, OptionalLong disturbance, Duration queryTimeout) {
        Path data = dataDirectory.toAbsolutePath().normalize();
        Path file = data.resolve("twin.properties");
        Path logging = data.resolve("logging.properties");
        TwinSettings settings = new TwinSettings(
                port,
                data,
                store,
                TwinSettings.DEFAULT_POLL,
                disturbance,
                queryTimeout,
                TwinSettings.DEFAULT_ROW_LIMIT);
        JvmCommand command = new JvmCommand(
                HEAP_MB,
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        // One value of a query can be larger than the heap: that query fails, not the process.
                        "-XX:-ExitOnOutOfMemoryError",
                        QuietLog.OPTION,
                        "-Djava.util.logging.config.file=" + logging,
                        "-Djava.io.tmpdir=" + data,
                        // A client that stalls in the middle of a request or an answer gives its thread back.
                        "-Dsun.net.httpserver.maxReqTime=30",
                        "-Dsun.net.httpserver.maxRspTime=120"),
                List.of(FreshetHome.modelClasses(), FreshetHome.part("lib").resolve("*")),
                TwinMain.class.getName(),
                List.of(file.toString()));
        return new PartSpec(
                NAME,
                command.toCommand(),
                Map.of(),
                List.of(new PartPort("http", port)),
                data,
                List.of(),
                Map.of(file, settings.toProperties(), logging, QuietLog.properties(List.of("software.amazon.awssdk"))),
                HttpReadiness.ok(URI.create(url(port) + "/health")));
    }

    public static String url(PartSpec spec) {
        return url(spec.ports().getFirst().number());
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
