package io.freshet.local.azure;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Azurite's blob service as a part. */
public final class AzuritePart {
    public static final String NAME = "azurite";
    public static final String ACCOUNT = "freshet";

    private AzuritePart() {}

    /**
     * Describes a store with its blobs under the directory, listening on this port of the loopback address.
     *
     * @param key of the account, base64
     */
    public static PartSpec spec(Path dataDirectory, int port, String key) {
        Path installed = AzuriteInstall.locate();
        Path data = dataDirectory.toAbsolutePath().normalize();
        List<String> command = List.of(
                "node",
                FreshetHome.locate().resolve("local-stack/azurite/tethered.js").toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(port),
                "--location",
                data.resolve("blobs").toString(),
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry");
        return new PartSpec(
                NAME,
                command,
                Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + key, "FRESHET_AZURITE", installed.toString()),
                List.of(new PartPort("blob", port)),
                data,
                List.of(data.resolve("blobs")),
                Map.of(),
                new HttpReadiness(
                        URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT),
                        status -> status >= HttpURLConnection.HTTP_BAD_REQUEST));
    }
}
