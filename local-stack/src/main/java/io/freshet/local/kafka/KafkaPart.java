package io.freshet.local.kafka;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.JvmCommand;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import io.freshet.local.part.QuietLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The broker as a part. */
public final class KafkaPart {
    public static final String NAME = "kafka";
    public static final int DEFAULT_BROKER_PORT = 9092;
    public static final int DEFAULT_CONTROLLER_PORT = 9093;

    private static final int HEAP_MB = 320;
    /** They warn of what one node cannot help: no rack, no second replica, a shutdown that is not agreed with others. */
    private static final List<String> SILENCED = List.of(
            "org.apache.kafka.clients",
            "org.apache.kafka.raft",
            "org.apache.kafka.image",
            "org.apache.kafka.controller",
            "org.apache.kafka.common.config",
            "org.apache.kafka.common.utils.AppInfoParser",
            "state.change.logger");

    private KafkaPart() {}

    /** Describes a broker with its data under the directory, listening on these ports of the loopback address. */
    public static PartSpec spec(Path dataDirectory, int brokerPort, int controllerPort) {
        return spec(dataDirectory, brokerPort, controllerPort, Optional.empty());
    }

    /** With a second listener, whose clients come through a proxy. */
    public static PartSpec spec(
            Path dataDirectory, int brokerPort, int controllerPort, Optional<SecondListener> second) {
        return spec(dataDirectory, brokerPort, controllerPort, second, List.of());
    }

    /** @param more lines of the broker's configuration, beside ours */
    public static PartSpec spec(
            Path dataDirectory,
            int brokerPort,
            int controllerPort,
            Optional<SecondListener> second,
            List<String> more) {
        Path data = dataDirectory.toAbsolutePath().normalize();
        Path settings = data.resolve("server.properties");
        Path logging = data.resolve("logging.properties");
        JvmCommand command = new JvmCommand(
                HEAP_MB,
                List.of(QuietLog.OPTION, "-Djava.util.logging.config.file=" + logging),
                List.of(FreshetHome.part("lib").resolve("*")),
                KafkaMain.class.getName(),
                List.of(settings.toString()));
        return new PartSpec(
                NAME,
                command.toCommand(),
                Map.of(),
                List.of(new PartPort("broker", brokerPort), new PartPort("controller", controllerPort)),
                data,
                List.of(),
                Map.of(
                        settings,
                        KafkaSettings.oneNode(data.resolve("log"), brokerPort, controllerPort, second)
                                + String.join("\n", more),
                        logging,
                        QuietLog.properties(SILENCED)),
                new KafkaReadiness(brokerPort));
    }

    /** What clients are given as {@code bootstrap.servers}. */
    public static String bootstrapServers(PartSpec spec) {
        return "127.0.0.1:" + spec.ports().getFirst().number();
    }
}
