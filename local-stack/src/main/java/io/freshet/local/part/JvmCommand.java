package io.freshet.local.part;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a JVM part, for the Java that runs this. Small on purpose: one collector thread, no performance
 * counters, and a process that ends rather than limps when its heap is full.
 *
 * @param heapMegabytes the upper limit of the heap
 * @param options further options, {@code -D…} and {@code -X…}
 * @param main the part's own main class; {@link Tether} runs it
 */
public record JvmCommand(
        int heapMegabytes, List<String> options, List<Path> classPath, String main, List<String> arguments) {

    public List<String> toCommand() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Duser.timezone=UTC"));
        command.addAll(options);
        command.add("-cp");
        command.add(FreshetHome.classes()
                + File.pathSeparator
                + classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(Tether.class.getName());
        command.add(main);
        command.addAll(arguments);
        return command;
    }
}
