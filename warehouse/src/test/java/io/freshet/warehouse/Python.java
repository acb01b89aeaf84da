package io.freshet.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python with what one requirements file says, in a folder of its own below the module's target. */
final class Python {
    private static final int PATIENCE_MINUTES = 6;

    private final Path home;

    private Python(Path home) {
        this.home = home;
    }

    static Path module() {
        return Path.of(System.getProperty("freshet.home"), "warehouse");
    }

    /** With what the tests of the JDBC extension run against: fakesnow, and sqlglot below it. */
    static Python withFakesnow() throws IOException, InterruptedException {
        return with("../quarkus-jdbc-snowflake/fakesnow/requirements.txt", "fakesnow");
    }

    /** Installs what is missing; needs a package index the first time. */
    private static Python with(String requirements, String name) throws IOException, InterruptedException {
        Path home = module().resolve("target/python").resolve(name);
        Files.createDirectories(home.getParent());
        start(List.of(
                "sh",
                module().resolve("sql/install.sh").toString(),
                home.toString(),
                module().resolve(requirements).toString()));
        return new Python(home);
    }

    /** Runs a script to its end, which must be a good one; what it printed. */
    String run(Path script, Path... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/python").toString(), script.toString()));
        Arrays.stream(arguments).map(Path::toString).forEach(command::add);
        return start(command);
    }

    private static String start(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("python", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(module().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Files.delete(output);
        assertThat(ended && process.exitValue() == 0)
                .as("%s%n%s", command, said)
                .isTrue();
        return said;
    }
}
