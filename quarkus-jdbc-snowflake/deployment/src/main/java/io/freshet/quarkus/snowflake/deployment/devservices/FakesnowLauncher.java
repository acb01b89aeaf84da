package io.freshet.quarkus.snowflake.deployment.devservices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds what can start a Snowflake-protocol server here: the configured command, else a Python that has fakesnow, looked for in
 * {@code FAKESNOW_PYTHON}, in the virtual environment of the shell ({@code VIRTUAL_ENV}), in {@code .venv} of the working directory and on the PATH.
 */
final class FakesnowLauncher {

    private static final String SCRIPT = "fakesnow_server.py";
    private static final long PROBE_SECONDS = 60;

    private final Optional<String> configured;
    private final List<String> pythons;

    FakesnowLauncher(Optional<String> configured) {
        this(configured, pythons());
    }

    FakesnowLauncher(Optional<String> configured, List<String> pythons) {
        this.configured = configured;
        this.pythons = List.copyOf(pythons);
    }

    /**
     * @return the command that serves on the port of 127.0.0.1 until its standard input ends
     * @throws IllegalStateException if there is none, with what was tried and what to do
     */
    List<String> command(int port) {
        if (configured.isPresent()) {
            return List.of("sh", "-c", configured.get().replace("{port}", Integer.toString(port)));
        }
        List<String> tried = new ArrayList<>();
        for (String python : pythons) {
            tried.add(python);
            if (hasFakesnow(python)) {
                return List.of(python, script().toString(), Integer.toString(port));
            }
        }
        throw new IllegalStateException(
                "Dev Services cannot start a stand-in for Snowflake: no Python with fakesnow was found (tried "
                        + String.join(", ", tried) + "). Do one of these: install it with"
                        + " pip install 'fakesnow[server]==0.11.10' 'snowflake-connector-python<5' in .venv or point FAKESNOW_PYTHON to a Python that has it;"
                        + " set quarkus.datasource.devservices.command to a command that serves Snowflake's protocol on 127.0.0.1:{port};"
                        + " set quarkus.snowflake.account to use Snowflake itself; or switch this off with quarkus.datasource.devservices.enabled=false.");
    }

    private static List<String> pythons() {
        List<String> pythons = new ArrayList<>();
        Optional.ofNullable(System.getProperty("fakesnow.python"))
                .or(() -> Optional.ofNullable(System.getenv("FAKESNOW_PYTHON")))
                .ifPresent(pythons::add);
        Optional.ofNullable(System.getenv("VIRTUAL_ENV")).ifPresent(home -> pythons.add(home + "/bin/python"));
        pythons.add(".venv/bin/python");
        pythons.add("python3");
        return pythons;
    }

    private static boolean hasFakesnow(String python) {
        try {
            Process probe = new ProcessBuilder(python, "-c", "import fakesnow.server")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return false;
            }
            return probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path script() {
        try (InputStream script = FakesnowLauncher.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(
                        SCRIPT + " is missing from the extension's jar: the build of the extension is broken.");
            }
            Path file = Files.createTempFile("fakesnow-server-", ".py");
            file.toFile().deleteOnExit();
            Files.write(file, script.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Dev Services cannot write fakesnow's start script to the temporary directory.", e);
        }
    }
}
