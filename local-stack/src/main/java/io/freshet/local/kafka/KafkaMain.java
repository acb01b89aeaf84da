package io.freshet.local.kafka;

import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jboss.logging.Logger;

/** The broker's process: formats a new data directory, then serves until it is told to end. */
public final class KafkaMain {
    private static final Logger LOG = Logger.getLogger(KafkaMain.class);

    private KafkaMain() {}

    /**
     * Formats where needed, starts and waits for the end.
     *
     * @param arguments the path of the broker's configuration
     */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(reader);
        }
        formatIfNew(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "stop-broker"));
        server.startup();
        LOG.infof("Broker serves. listeners=%s", settings.getProperty("advertised.listeners"));
        server.awaitShutdown();
    }

    private static void end(KafkaRaftServer server) {
        LOG.info("Broker ends.");
        server.shutdown();
        server.awaitShutdown();
    }

    private static void formatIfNew(Properties settings) throws Exception {
        Path directory = Path.of(settings.getProperty("log.dirs"));
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .setDirectories(java.util.List.of(directory.toString()))
                .setControllerListenerName(settings.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setPrintStream(new PrintStream(
                        java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8))
                .run();
        LOG.infof("Broker's storage is formatted. directory=%s", directory);
    }
}
