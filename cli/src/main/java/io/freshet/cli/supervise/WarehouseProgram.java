package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.FreshetHome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The warehouse's packaged program, to be run in a process of its own. */
public final class WarehouseProgram {
    private WarehouseProgram() {}

    /**
     * The command line.
     *
     * @param settings over those of the file; nothing secret, because others can read a command line
     * @param file with settings
     */
    public static List<String> command(String command, Map<String, String> settings, Optional<Path> file) {
        Path built = FreshetHome.locate().resolve("warehouse/target");
        Path program = built.resolve("warehouse.jar");
        if (!Files.isRegularFile(program)) {
            throw new Failure(program + " is missing. Build it: ./mvnw -q -Dquick package");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Duser.timezone=UTC"));
        settings.forEach((name, value) -> line.add("-Dfreshet.warehouse." + name + "=" + value));
        line.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        program.toString(),
                        built.resolve("lib") + "/*",
                        built.resolve("driver") + "/*"),
                "io.freshet.warehouse.ops.WarehouseMain",
                command));
        file.ifPresent(path -> line.add(path.toAbsolutePath().toString()));
        return line;
    }
}
