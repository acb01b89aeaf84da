package io.freshet.local.store;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.JvmCommand;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The object store as a part. */
public final class StorePart {
    public static final String NAME = "store";
    public static final int DEFAULT_PORT = 9000;
    public static final String BUCKET = "freshet";
    /** S3 clients want one; the store does not look at it. */
    public static final String REGION = "us-east-1";

    private static final int HEAP_MB = 128;

    private StorePart() {}

    /** Describes a store with its objects under the directory, listening on this port of the loopback address. */
    public static PartSpec spec(Path dataDirectory, int port, StoreCredentials credentials) {
        Path data = dataDirectory.toAbsolutePath().normalize();
        Path settings = data.resolve("s3proxy.properties");
        JvmCommand command = new JvmCommand(
                HEAP_MB,
                List.of("-XX:TieredStopAtLevel=1"),
                List.of(FreshetHome.part("s3proxy.jar")),
                "org.gaul.s3proxy.Main",
                List.of("--properties", settings.toString()));
        return new PartSpec(
                NAME,
                command.toCommand(),
                Map.of("LOG_LEVEL", "warn"),
                List.of(new PartPort("s3", port)),
                data,
                // A bucket is a folder: made before the store starts, nobody has to ask for it.
                List.of(data.resolve("objects").resolve(BUCKET)),
                Map.of(settings, settings(data.resolve("objects"), port, credentials)),
                new HttpReadiness(
                        URI.create("http://127.0.0.1:" + port + "/"),
                        status -> status == HttpURLConnection.HTTP_FORBIDDEN));
    }

    public static String endpoint(PartSpec spec) {
        return "http://127.0.0.1:" + spec.ports().getFirst().number();
    }

    /**
     * How a client reaches the described store.
     *
     * @param prefix before {@code v1/…} in every key; empty where there is none
     */
    public static StoreAccess access(PartSpec spec, StoreCredentials credentials, String prefix) {
        return new StoreAccess(
                endpoint(spec), REGION, BUCKET, prefix, credentials.accessKey(), credentials.secretKey());
    }

    private static String settings(Path objects, int port, StoreCredentials credentials) {
        return """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                jclouds.filesystem.basedir=%s
                """.formatted(port, credentials.accessKey(), credentials.secretKey(), objects);
    }
}
