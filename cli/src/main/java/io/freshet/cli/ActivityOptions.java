package io.freshet.cli;

import io.freshet.cli.demo.Activity;
import java.util.List;
import picocli.CommandLine.Option;

/** What the demo does, as {@code demo} and {@code up --demo} take it. */
final class ActivityOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second on average (default: ${DEFAULT-VALUE}). With up: of --demo.")
    private double rate = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same people do the same (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--people", paramLabel = "N", description = "Customers of the shop (default: ${DEFAULT-VALUE}).")
    private int people = 500;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Sensors, each measuring every 10 seconds; the last one fails now and then"
                    + " (default: ${DEFAULT-VALUE}).")
    private int devices = 20;

    /** @throws Failure when they make no sense */
    Activity activity() {
        try {
            return new Activity(seed, rate, people, devices);
        } catch (IllegalArgumentException e) {
            throw new Failure("The demo cannot be like that: " + e.getMessage(), e);
        }
    }

    /** The same as options of another command. */
    List<String> asArguments() {
        return List.of("--rate=" + rate, "--seed=" + seed, "--people=" + people, "--devices=" + devices);
    }
}
