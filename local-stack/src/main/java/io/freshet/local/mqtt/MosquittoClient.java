package io.freshet.local.mqtt;

import java.util.ArrayList;
import java.util.List;

/** Mosquitto's clients as commands: of another hand than ours, in C. */
public final class MosquittoClient {
    private MosquittoClient() {}

    /** {@code mosquitto_pub} with these arguments, not started yet. */
    public static ProcessBuilder publish(String... arguments) {
        return client("mosquitto_pub", arguments);
    }

    /** {@code mosquitto_sub} with these arguments, not started yet. */
    public static ProcessBuilder subscribe(String... arguments) {
        return client("mosquitto_sub", arguments);
    }

    /** {@code mosquitto_passwd} with these arguments, not started yet. */
    public static ProcessBuilder passwords(String... arguments) {
        return client("mosquitto_passwd", arguments);
    }

    private static ProcessBuilder client(String program, String... arguments) {
        MosquittoInstall.Installed installed = MosquittoInstall.locate();
        List<String> command = new ArrayList<>(List.of(installed.program(program)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(installed.environment());
        return builder;
    }
}
