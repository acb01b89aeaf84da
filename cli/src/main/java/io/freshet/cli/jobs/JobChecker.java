package io.freshet.cli.jobs;

import io.freshet.cli.Failure;
import io.freshet.local.part.FreshetHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the packaged processor as a checker of job files, so that the code which will run a job is the code that checks it. It
 * starts no service and needs no broker.
 */
public final class JobChecker {
    /** From this Java on, a warning of what a library does would stand before every answer. */
    private static final int WARNS_OF_UNSAFE = 24;

    private static final String MAIN = "io.freshet.processor.check.JobsMain";

    private final PrintWriter out;
    private final PrintWriter err;

    public JobChecker(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * @param arguments as the checker takes them
     * @return its exit code
     */
    public int run(List<String> arguments) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command(arguments)).start();
            process.getOutputStream().close();
            Thread errors = Thread.ofVirtual().start(() -> copy(process.errorReader(), err));
            copy(process.inputReader(), out);
            errors.join();
            return process.waitFor();
        } catch (IOException e) {
            throw new Failure("The checker of job files cannot be started: " + e.getMessage(), e);
        }
    }

    private static void copy(BufferedReader from, PrintWriter to) {
        from.lines().forEach(to::println);
        to.flush();
    }

    private static List<String> command(List<String> arguments) {
        Path program = FreshetHome.locate().resolve("stream-processor/target/quarkus-app");
        if (!Files.isDirectory(program)) {
            throw new Failure(program + " is missing. Build it: ./mvnw -q -Dquick package");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx192m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                program + "/app/*" + File.pathSeparator + program + "/lib/main/*" + File.pathSeparator + program
                        + "/lib/boot/*",
                MAIN));
        command.addAll(arguments);
        return command;
    }
}
