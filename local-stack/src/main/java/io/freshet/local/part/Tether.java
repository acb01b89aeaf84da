package io.freshet.local.part;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs another main class in a process that must not outlive the one that started it: not even when that one is killed
 * outright and no shutdown hook runs. Without the variable the process is on its own.
 */
public final class Tether {
    /** The pid of the process to die with. */
    static final String VARIABLE = "FRESHET_TETHER";

    private Tether() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        tieTo(System.getenv(VARIABLE));
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void tieTo(@Nullable String pid) {
        if (pid == null) {
            return;
        }
        Thread watch = new Thread(() -> endWith(Long.parseLong(pid)), "tether");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWith(long pid) {
        ProcessHandle.of(pid).ifPresent(parent -> parent.onExit().join());
        Runtime.getRuntime().halt(1);
    }
}
