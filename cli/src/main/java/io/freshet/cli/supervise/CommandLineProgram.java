package io.freshet.cli.supervise;

import io.freshet.local.part.FreshetHome;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** This command line's own program, to be run once more in another process. */
final class CommandLineProgram {
    private CommandLineProgram() {}

    /** Up to where the command's name and options follow. */
    static List<String> command(int heapMegabytes) {
        Path home = FreshetHome.locate();
        Path built = home.resolve("cli/target");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx" + heapMegabytes + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Dfreshet.home=" + home,
                "-cp",
                built.resolve("cli.jar") + File.pathSeparator + built.resolve("lib") + "/*",
                "io.freshet.cli.Main");
    }
}
