package io.freshet.relay.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** {@code freshet.replay.*}: with a topic or with repairs, the program writes them and ends, instead of relaying. */
@ConfigMapping(prefix = "freshet.replay")
public interface ReplayConfig {
    Optional<String> topic();

    /** An offset in every partition, a time such as {@code 2026-11-20T08:00:00Z}, or {@code earliest}. */
    @WithDefault("earliest")
    String from();

    /** The same, exclusive; or {@code latest}, as it is when the replay begins. */
    @WithDefault("latest")
    String to();

    /** Before {@code v1/…} in every key; never the one that the relay writes to. */
    Optional<String> prefix();

    /** Only says what would be written. */
    @WithDefault("false")
    boolean dryRun();

    /** Partitions at the same time; each holds the records of a file in memory. */
    @WithDefault("2")
    int partitions();

    /** Of one step, with the relay's pauses between them: some minutes. */
    @WithDefault("30")
    int tries();

    /**
     * Instead of a topic: a file with what {@code ./freshet reconcile} found to be mended, JSON objects with {@code key}, {@code topic},
     * {@code topic_id}, {@code partition}, {@code from}, {@code until}, {@code format}, {@code codec}.
     */
    Optional<Path> repairs();

    /** Whether progress is drawn over itself on a terminal; otherwise lines. */
    @WithDefault("false")
    boolean terminal();
}
