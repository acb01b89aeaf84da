package io.freshet.cli.supervise;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stays while the stack runs. Ctrl-C or SIGTERM stops it whole and in order. */
public final class Foreground {
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final DataDirectory data;
    private final Stack stack;
    private final News news;
    private volatile boolean stopping;
    private volatile @Nullable OrphanWatch watch;

    public Foreground(DataDirectory data, Stack stack, News news) {
        this.data = data;
        this.stack = stack;
        this.news = news;
    }

    /** Returns when every part is gone; says which one ended by itself. */
    public void stay() throws InterruptedException {
        Thread stopAll = new Thread(this::stopAll, "stop-everything");
        Runtime.getRuntime().addShutdownHook(stopAll);
        new Owner(data).take(ProcessHandle.current().pid());
        watch = OrphanWatch.start(data);
        news.say("Ctrl-C stops everything.");
        List<PartSpec> running = new ArrayList<>(stack.parts());
        while (!running.isEmpty()) {
            Thread.sleep(GLANCE);
            running.removeIf(this::isGone);
        }
        Runtime.getRuntime().removeShutdownHook(stopAll);
        watch.close();
        news.say("Everything has stopped.");
    }

    private boolean isGone(PartSpec part) {
        boolean gone = PartProcess.running(part).isEmpty();
        if (gone && !stopping) {
            news.say(part.name() + " has ended; its log is " + part.log()
                    + ". ./freshet up in another terminal starts it again.");
        }
        return gone;
    }

    /** The virtual machine ends with 0 here: to be interrupted is how this command is meant to end. */
    private void stopAll() {
        stopping = true;
        news.say("Stopping.");
        new TakeDown(data, news).stop();
        OrphanWatch over = watch;
        if (over != null) {
            over.close();
        }
        Runtime.getRuntime().halt(0);
    }
}
