package io.freshet.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A part that was started, here or by an earlier program. Every method may be called from any thread; those that wait
 * say how long at most.
 */
public final class PartProcess {
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    /** A part that takes longer is asked less often: the asking costs it time too. */
    private static final Duration LATER_PROBE_INTERVAL = Duration.ofMillis(200);

    private static final int EARLY_PROBES = 40;
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 30;

    private final PartSpec spec;
    private final ProcessHandle process;

    private PartProcess(PartSpec spec, ProcessHandle process) {
        this.spec = spec;
        this.process = process;
    }

    /** Starts a part that dies with this process, however this one ends. */
    public static PartProcess startTethered(PartSpec spec) {
        PartProcess started = start(spec, List.of(), true);
        Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly, "stop-" + spec.name()));
        return started;
    }

    /** Starts a part that lives on when this process ends and when its terminal closes. */
    public static PartProcess startDetached(PartSpec spec) {
        return start(spec, ownSession(), false);
    }

    /** The part that a spec's data directory has running, whoever started it. */
    public static Optional<PartProcess> running(PartSpec spec) {
        return new PidFile(spec.pidFile()).running().map(process -> new PartProcess(spec, process));
    }

    private static PartProcess start(PartSpec spec, List<String> prefix, boolean tethered) {
        if (running(spec).isPresent()) {
            throw new PartFailedException(spec.name() + " already runs on " + spec.dataDirectory());
        }
        spec.ports().stream().filter(PartPort::isTaken).findFirst().ifPresent(port -> {
            throw new PartFailedException(
                    "port " + port.number() + " (" + spec.name() + ", " + port.purpose() + ") is taken");
        });
        try {
            prepare(spec);
            List<String> command = new ArrayList<>(prefix);
            command.addAll(spec.command());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(spec.dataDirectory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(spec.log().toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().putAll(spec.environment());
            if (tethered) {
                builder.environment()
                        .put(
                                Tether.VARIABLE,
                                Long.toString(ProcessHandle.current().pid()));
            }
            Process process = builder.start();
            process.getOutputStream().close();
            new PidFile(spec.pidFile()).write(process.toHandle());
            return new PartProcess(spec, process.toHandle());
        } catch (IOException e) {
            throw new PartFailedException(spec.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    private static void prepare(PartSpec spec) throws IOException {
        Files.createDirectories(spec.dataDirectory());
        for (Path directory : spec.directories()) {
            Files.createDirectories(directory);
        }
        if (Files.exists(spec.log())) {
            Files.move(
                    spec.log(),
                    spec.log().resolveSibling(spec.log().getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        for (var file : spec.files().entrySet()) {
            PrivateFiles.write(file.getKey(), file.getValue());
        }
    }

    /** Out of reach of the terminal's signals. */
    private static List<String> ownSession() {
        for (String directory : List.of("/usr/bin", "/bin")) {
            Path setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString());
            }
        }
        // What a shell ignores before it becomes the program, the program ignores: its terminal's end and its Ctrl-C.
        return List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "freshet");
    }

    public PartSpec spec() {
        return spec;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return PidFile.runs(process);
    }

    /**
     * Waits until the part serves.
     *
     * @throws PartFailedException if it ends first or does not within the bound
     */
    public PartProcess awaitReady(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        for (int probe = 0; !spec.readiness().isReady(); probe++) {
            if (!isAlive()) {
                throw new PartFailedException(spec.name() + " ended at once; " + logTail());
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new PartFailedException(spec.name() + " was not ready within " + bound + "; " + logTail());
            }
            LockSupport.parkNanos((probe < EARLY_PROBES ? PROBE_INTERVAL : LATER_PROBE_INTERVAL).toNanos());
        }
        return this;
    }

    /** Asks the part to end, waits {@code bound}, then ends it. Returns when it is gone. */
    public void stop(Duration bound) {
        process.destroy();
        if (!goneWithin(bound)) {
            kill();
        }
        forget();
    }

    /** Ends the part at once, as a power cut of its process would. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!goneWithin(KILL_PATIENCE)) {
            throw new PartFailedException(spec.name() + " (pid " + pid() + ") does not die");
        }
        forget();
    }

    private boolean goneWithin(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (isAlive() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PROBE_INTERVAL.toNanos());
        }
        return !isAlive();
    }

    private void forget() {
        try {
            new PidFile(spec.pidFile()).delete();
        } catch (IOException e) {
            throw new PartFailedException(spec.pidFile() + " cannot be removed", e);
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(spec.log());
            return "the end of " + spec.log() + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "see " + spec.log();
        }
    }
}
