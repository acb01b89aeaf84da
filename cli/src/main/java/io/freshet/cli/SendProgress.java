package io.freshet.cli;

import io.freshet.cli.send.Progress;
import io.freshet.cli.send.SendReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A bar that is drawn over itself on a terminal; elsewhere a line at every tenth of the file. */
final class SendProgress implements Progress {
    private static final int WIDTH = 30;
    private static final int STEPS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private int step;

    private SendProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    static SendProgress on(PrintWriter err) {
        return new SendProgress(err, Boolean.getBoolean("freshet.terminal"));
    }

    @Override
    public void sent(SendReport soFar, long read, long size) {
        double part = size == 0 ? 1 : Math.min(1, (double) read / size);
        String counts = String.format(
                Locale.ROOT,
                "%,d accepted, %,d rejected, %,d retried",
                soFar.accepted(),
                soFar.rejected(),
                soFar.retried());
        if (terminal) {
            int full = (int) (part * WIDTH);
            draw("[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + counts);
        } else if ((int) (part * STEPS) > step) {
            step = (int) (part * STEPS);
            err.println(String.format(Locale.ROOT, "%3.0f %%  %s", part * 100, counts));
            err.flush();
        }
    }

    @Override
    public void waiting(Duration time, String why) {
        String line = String.format(Locale.ROOT, "waiting %.1f s: %s", time.toMillis() / 1000.0, why);
        if (terminal) {
            draw(line);
        } else {
            err.println(line);
            err.flush();
        }
    }

    /** Leaves the terminal's line for what follows. */
    void clear() {
        if (terminal) {
            draw("");
        }
    }

    private void draw(String line) {
        err.print("\r\033[K" + line);
        err.flush();
    }
}
