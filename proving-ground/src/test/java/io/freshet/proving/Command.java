package io.freshet.proving;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a process of its own, as {@code ./freshet} starts it.
 *
 * @param output standard output and error together
 */
record Command(int code, String output) {
    private static final int PATIENCE_MINUTES = 4;

    /** Runs one command to its end. */
    static Command run(String... arguments) {
        try {
            Path output = Files.createTempFile("freshet-command", ".txt");
            Process process = new ProcessBuilder(commandLine(arguments))
                    .directory(home().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "freshet " + String.join(" ", arguments) + " does not end: " + Files.readString(output));
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Command(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> commandLine(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Dfreshet.home=" + home(),
                "-cp",
                home().resolve("cli/target/cli.jar") + File.pathSeparator + home().resolve("cli/target/lib") + "/*",
                "io.freshet.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    static Path home() {
        return Path.of(System.getProperty("freshet.home"));
    }
}
