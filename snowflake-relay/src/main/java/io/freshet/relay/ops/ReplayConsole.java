package io.freshet.relay.ops;

import io.freshet.relay.replay.ReplayProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Progress for a person: a bar with rate and time left on a terminal, a line at every tenth elsewhere. Any thread. */
final class ReplayConsole implements ReplayProgress {
    private static final int WIDTH = 30;
    private static final int STEPS = 10;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final InstantSource clock;
    private final long total;
    private final Instant began;
    private long offsets;
    private long fresh;
    private long rows;
    private long bytes;
    private long poison;
    private long files;
    private int step;

    /**
     * Nothing is printed yet.
     *
     * @param out for the last word
     * @param err for everything before it
     * @param total offsets of the whole replay
     */
    ReplayConsole(PrintStream out, PrintStream err, boolean terminal, InstantSource clock, long total) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
        this.total = total;
        this.began = clock.instant();
    }

    @Override
    public synchronized void wrote(long moreOffsets, long moreRows, long moreBytes, int morePoison) {
        offsets += moreOffsets;
        if (moreBytes > 0) {
            fresh += moreOffsets;
            files++;
        }
        rows += moreRows;
        bytes += moreBytes;
        poison += morePoison;
        double part = total == 0 ? 1 : (double) offsets / total;
        if (terminal) {
            int full = (int) (part * WIDTH);
            draw("[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + text(part));
        } else if ((int) (part * STEPS) > step) {
            step = (int) (part * STEPS);
            err.println(text(part));
        }
    }

    @Override
    public synchronized void waiting(String why) {
        if (terminal) {
            draw("waiting: " + why);
        } else {
            err.println("waiting: " + why);
        }
    }

    /** The last word. */
    synchronized void done() {
        if (terminal) {
            draw("");
        }
        out.println(String.format(
                Locale.ROOT,
                "%,d rows in %,d files, %,d bytes, %.1f s%s%s",
                rows,
                files,
                bytes,
                seconds(),
                offsets > fresh ? String.format(Locale.ROOT, "; %,d offsets were there already", offsets - fresh) : "",
                poison > 0
                        ? String.format(Locale.ROOT, "; %,d records have no row, see events.rejected", poison)
                        : ""));
    }

    private String text(double part) {
        double rate = fresh / Math.max(0.001, seconds());
        String left = rate > 0 ? clock((long) ((total - offsets) / rate)) : "?";
        return String.format(
                Locale.ROOT,
                "%3.0f %%  %,d rows, %,.0f a second, %s left",
                part * 100,
                rows,
                rows / Math.max(0.001, seconds()),
                left);
    }

    private double seconds() {
        return Duration.between(began, clock.instant()).toMillis() / 1000.0;
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private void draw(String line) {
        err.print("\r\033[K" + line);
        err.flush();
    }
}
