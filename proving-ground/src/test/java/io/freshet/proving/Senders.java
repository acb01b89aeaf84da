package io.freshet.proving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The SDKs of others in a Node process and a Chromium, sending until they are told to stop. */
final class Senders implements AutoCloseable {
    static final Path FOLDER = Command.home().resolve("proving-ground/sdk");
    private static final int INSTALL_MINUTES = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path errors;
    private volatile @Nullable JsonNode said;

    /** What one SDK has done so far. */
    record Count(int made, int taken, int failures) {}

    private Senders(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofPlatform().daemon().name("senders").start(this::listen);
    }

    static Senders to(String gateway) {
        try {
            String chromium = install();
            Path errors = Files.createTempFile("senders", ".log");
            Process process = new ProcessBuilder("node", "senders.mjs", gateway, chromium)
                    .directory(FOLDER.toFile())
                    .redirectError(errors.toFile())
                    .start();
            return new Senders(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script of the folder says of a gateway; the script ends by itself. */
    static JsonNode run(String script, String gateway) {
        try {
            Path errors = Files.createTempFile("script", ".log");
            Process process = new ProcessBuilder("node", script, gateway, install())
                    .directory(FOLDER.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said + Files.readString(errors));
            }
            return JSON.readTree(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Installs the SDKs and a Chromium where they are not there yet; returns the path of the Chromium. */
    static String install() throws IOException {
        Path output = Files.createTempFile("install", ".txt");
        Path errors = Files.createTempFile("install", ".log");
        Process install = new ProcessBuilder("bash", FOLDER.resolve("install").toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || install.exitValue() != 0) {
                install.destroyForcibly();
                throw new AssertionError(Files.readString(errors));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.readString(output).strip();
    }

    /** By SDK; empty as long as nothing has been said. */
    Map<String, Count> counts() {
        Map<String, Count> counts = new TreeMap<>();
        JsonNode last = said;
        if (last != null) {
            last.path("sdks")
                    .properties()
                    .forEach(e -> counts.put(
                            e.getKey(),
                            new Count(
                                    e.getValue().path("made").asInt(),
                                    e.getValue().path("taken").asInt(),
                                    e.getValue().path("failures").asInt())));
        }
        if (!process.isAlive() && process.exitValue() != 0) {
            throw new AssertionError("The senders ended with " + process.exitValue() + ": " + last + "\n" + log());
        }
        return counts;
    }

    /** Tells them to stop and waits until everything that they made has been taken. */
    Map<String, Count> stop() throws IOException, InterruptedException {
        process.getOutputStream().write("stop\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            throw new AssertionError("The senders do not end: " + said + "\n" + log());
        }
        return counts();
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{")) {
                    said = JSON.readTree(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            String all = Files.readString(errors);
            return all.substring(Math.max(0, all.length() - 4000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
