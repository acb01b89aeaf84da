package io.freshet.local.twin.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Lists the store, loads what is new, waits, for ever. A store that is away is waited for. Runs on a thread of its own; {@link #end} and
 * {@link #storeAnswers} are for others.
 */
public final class LoadLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(LoadLoop.class);
    /** At most a tenth of the time goes into listing, however many files there are, unless that would take too long. */
    private static final int REST = 9;

    /** So many files in a row whose reading broke off are not the files' fault. */
    private static final int STORE_IS_AWAY = 3;

    private static final Duration HISTORY = Duration.ofDays(14);
    private static final Duration REFRESH_REACH = Duration.ofDays(7);
    private static final Duration LONGEST_REST = Duration.ofSeconds(20);
    private static final Duration END_PATIENCE = Duration.ofSeconds(8);

    private final ObjectStoreFiles files;
    private final FileLoader loader;
    private final LoadHistory history;
    private final Pipes pipes;
    private final Announcements announcements;
    private final Duration poll;
    private final InstantSource clock;
    private List<StoredFile> waiting = List.of();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean answers = true;

    public LoadLoop(
            ObjectStoreFiles files,
            FileLoader loader,
            LoadHistory history,
            Pipes pipes,
            Announcements announcements,
            Duration poll,
            InstantSource clock) {
        this.files = files;
        this.loader = loader;
        this.history = history;
        this.pipes = pipes;
        this.announcements = announcements;
        this.poll = poll;
        this.clock = clock;
    }

    @Override
    public void run() {
        Duration rest = Duration.ZERO;
        while (!endedWithin(rest)) {
            try {
                rest = loadWhatIsNew();
            } catch (IOException | RuntimeException | OutOfMemoryError failure) {
                rest = poll.multipliedBy(2);
                complain(failure);
            }
        }
    }

    private Duration loadWhatIsNew() throws IOException {
        long begin = System.nanoTime();
        List<StoredFile> fresh = files.list(name -> !history.knows(name));
        Duration listing = Duration.ofNanos(System.nanoTime() - begin);
        if (!answers) {
            answers = true;
            LOG.info("Object store answers again.");
        }
        int cutOff = 0;
        for (StoredFile file : heard(fresh)) {
            if (endedWithin(Duration.ZERO)) {
                break;
            }
            cutOff = load(file) ? 0 : cutOff + 1;
            if (cutOff == STORE_IS_AWAY) {
                break;
            }
        }
        return rest(poll, listing);
    }

    /** What was told of, what waited for its pipe, and what a pipe was asked to look at anew; those of paused pipes wait on. */
    private List<StoredFile> heard(List<StoredFile> fresh) {
        Set<String> alreadyWaiting = new HashSet<>();
        waiting.forEach(file -> alreadyWaiting.add(file.key().key()));
        List<StoredFile> all = new ArrayList<>(waiting);
        announcements.hear(fresh).stream()
                .filter(file -> !alreadyWaiting.contains(file.key().key()))
                .forEach(all::add);
        pipes.takeRefreshes().forEach(refresh -> all.addAll(found(refresh)));
        Map<Boolean, List<StoredFile>> byPipe = all.stream()
                .collect(Collectors.partitioningBy(file -> pipes.runs(file.key().table())));
        waiting = byPipe.getOrDefault(false, List.of());
        pipes.waiting(waiting);
        return byPipe.getOrDefault(true, List.of());
    }

    /** As Snowflake does it: files that were staged in the last seven days. */
    private List<StoredFile> found(Pipes.Refresh refresh) {
        Instant since = clock.instant().minus(REFRESH_REACH);
        return files.list(name -> name.startsWith(refresh.prefix())).stream()
                .filter(file -> file.key().table().equals(refresh.table())
                        && !file.staged().isBefore(since))
                .toList();
    }

    /** The listing never forgets what was loaded; simulated notifications and refreshes are judged by the pipe's own history. */
    private boolean known(StoredFile file) {
        String name = file.key().key();
        return announcements.simulated()
                ? history.knowsSince(name, clock.instant().minus(HISTORY))
                : history.knows(name);
    }

    /**
     * A file that cannot be loaded now stays unknown and is tried again; it does not stand in the way of others.
     *
     * @return false when the connection to the store broke
     */
    private boolean load(StoredFile file) {
        if (known(file)) {
            LOG.debugf(
                    "File is known by its name, whatever is in it now. file=%s",
                    file.key().key());
            return true;
        }
        try {
            loader.load(file, files.fetch(file));
        } catch (NoSuchKeyException removedMeanwhile) {
            LOG.warnf("File was listed and is gone. file=%s", file.key().key());
        } catch (SdkClientException cut) {
            notNow(file, cut);
            return false;
        } catch (SQLException | IOException | RuntimeException | OutOfMemoryError failure) {
            notNow(file, failure);
        }
        return true;
    }

    private static void notNow(StoredFile file, Throwable failure) {
        LOG.errorf(
                "File was not loaded and is tried again. file=%s error=%s",
                file.key().key(), failure.toString());
    }

    /** How long to wait before the next listing. */
    static Duration rest(Duration poll, Duration listing) {
        Duration fair = listing.multipliedBy(REST);
        Duration bounded = fair.compareTo(LONGEST_REST) < 0 ? fair : LONGEST_REST;
        return bounded.compareTo(poll) > 0 ? bounded : poll;
    }

    private void complain(Throwable failure) {
        if (!(failure instanceof SdkException)) {
            LOG.errorf("Loading failed and is tried again. error=%s", failure.toString());
        } else if (answers) {
            answers = false;
            LOG.warnf("Object store does not answer; it is asked again until it does. error=%s", failure.getMessage());
        }
    }

    private boolean endedWithin(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether the store was there when it was last asked. */
    public boolean storeAnswers() {
        return answers;
    }

    /** Ends the loop after the file that it is at, and waits for that, for some seconds. */
    public void end(Thread running) {
        ended.countDown();
        try {
            running.join(END_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
