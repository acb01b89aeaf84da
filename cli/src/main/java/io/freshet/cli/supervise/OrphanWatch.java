package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a stack down when the command that stays in front of it is killed outright, so that it cannot do so itself. A shell that looks
 * once a second whether the command is there: it costs no memory to speak of.
 */
final class OrphanWatch implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 96;
    private static final String SCRIPT =
            "trap '' HUP INT; while kill -0 \"$1\" 2>/dev/null; do sleep 1; done; shift; exec \"$@\"";

    private final Process watch;

    private OrphanWatch(Process watch) {
        this.watch = watch;
    }

    /** Over the process that calls this. */
    static OrphanWatch start(DataDirectory data) {
        long pid = ProcessHandle.current().pid();
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of("/bin/sh", "-c", SCRIPT, "freshet-watch", Long.toString(pid)));
        command.addAll(CommandLineProgram.command(HEAP_MEGABYTES));
        command.addAll(List.of("down", "--data", data.path().toString(), "--left-by", Long.toString(pid)));
        try {
            Path log = data.path().resolve("left-behind.log");
            return new OrphanWatch(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new Failure("Nothing can watch over this command: " + e.getMessage(), e);
        }
    }

    /** Where the system has it: then what is sent to the terminal's group does not reach the watch. */
    private static List<String> ownSession() {
        Path setsid = Path.of("/usr/bin/setsid");
        return Files.isExecutable(setsid) ? List.of(setsid.toString()) : List.of();
    }

    @Override
    public void close() {
        watch.descendants().forEach(ProcessHandle::destroyForcibly);
        watch.destroyForcibly();
    }
}
