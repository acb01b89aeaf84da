package io.freshet.local.mqtt;

import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mosquitto as a part. */
public final class MosquittoPart {
    public static final String NAME = "mosquitto";

    private MosquittoPart() {}

    /**
     * Describes a broker that keeps sessions and what is queued for them, of any length, under the directory.
     *
     * @param settings more lines of its configuration, for the listener on this port
     */
    public static PartSpec spec(Path dataDirectory, int port, List<String> settings) {
        MosquittoInstall.Installed installed = MosquittoInstall.locate();
        Path data = dataDirectory.toAbsolutePath().normalize();
        Path configuration = data.resolve("mosquitto.conf");
        List<String> lines = new ArrayList<>(List.of(
                "persistence true",
                "persistence_location " + data.resolve("kept") + "/",
                "autosave_interval 1",
                "max_queued_messages 0",
                "log_dest stdout",
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1"));
        lines.addAll(settings);
        if (settings.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
            lines.add("allow_anonymous true");
        }
        return new PartSpec(
                NAME,
                List.of(installed.program(NAME), "-c", configuration.toString()),
                installed.environment(),
                List.of(new PartPort("mqtt", port)),
                data,
                List.of(data.resolve("kept")),
                Map.of(configuration, String.join("\n", lines) + "\n"),
                () -> isReached(port));
    }

    private static boolean isReached(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
