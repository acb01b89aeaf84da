package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service from its sources, in Quarkus' development mode: an edit is compiled and in force with the next request. It takes the place,
 * ports and settings of the packaged program, which comes back afterwards.
 */
public final class DevMode {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final DataDirectory data;
    private final Stack stack;
    private final News news;

    public DevMode(DataDirectory data, Stack stack, News news) {
        this.data = data;
        this.stack = stack;
        this.news = news;
    }

    /** The services that can be developed, by module. */
    public static List<String> modules() {
        return List.of(ServicePart.GATEWAY.module(), ServicePart.PROCESSOR.module(), ServicePart.RELAY.module());
    }

    /**
     * Stays until the development mode is left; the packaged program runs again then, also after Ctrl-C.
     *
     * @param service its module, or the name of its part
     * @return the exit code of the development mode
     * @throws Failure if there is no such service, or the packaged program does not come back
     */
    public int stay(String service) throws IOException, InterruptedException {
        ServicePart chosen = chosen(service);
        PartSpec packaged = stack.services().stream()
                .filter(part -> part.name().equals(chosen.name()))
                .findFirst()
                .orElseThrow();
        PartProcess.running(packaged).ifPresent(process -> process.stop(BOUND));
        Thread back = new Thread(this::bringBack, "bring-the-packaged-program-back");
        Runtime.getRuntime().addShutdownHook(back);
        try {
            news.say("The packaged " + chosen.name() + " is stopped; it starts again when you leave: q, or Ctrl-C.");
            return development(chosen, packaged).start().waitFor();
        } finally {
            if (forgotten(back)) {
                bringBack();
            }
        }
    }

    private static ServicePart chosen(String service) {
        return Stream.of(ServicePart.GATEWAY, ServicePart.PROCESSOR, ServicePart.RELAY)
                .filter(part -> part.module().equals(service) || part.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        "There is no service '" + service + "'. There are: " + String.join(", ", modules())));
    }

    private static ProcessBuilder development(ServicePart service, PartSpec packaged) {
        Path home = FreshetHome.locate();
        ProcessBuilder maven = new ProcessBuilder(
                        home.resolve("mvnw").toString(),
                        "-Dquick",
                        "-Dquarkus.analytics.disabled=true",
                        "-pl",
                        service.module(),
                        "-am",
                        "compile",
                        "quarkus:dev")
                .directory(home.toFile())
                .inheritIO();
        maven.environment().putAll(packaged.environment());
        maven.environment().putAll(asEnvironment(packaged.command()));
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return maven;
    }

    /** The settings of a command line ({@code -Dname=value}) as environment variables, which reach the program through Maven. */
    static Map<String, String> asEnvironment(List<String> command) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String argument : command) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("-D") && equals > 0 && isOurs(argument)) {
                variables.put(variable(argument.substring(2, equals)), argument.substring(equals + 1));
            }
        }
        return variables;
    }

    private static boolean isOurs(String argument) {
        return Stream.of("-Dfreshet.", "-Dkafka.", "-Dquarkus.").anyMatch(argument::startsWith);
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean forgotten(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook runs at this moment and does what is to be done.
            return false;
        }
    }

    private void bringBack() {
        news.say("Starting the packaged program again.");
        new BringUp(data, news).start(Optional.empty(), Optional.empty(), true);
        news.say("It is as it was built: ./freshet down and ./freshet up build what you changed.");
    }
}
