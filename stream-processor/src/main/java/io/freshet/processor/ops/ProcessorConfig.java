package io.freshet.processor.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the stream processor runs. */
@ConfigMapping(prefix = "freshet.processor")
public interface ProcessorConfig {
    /** Names the consumer group, the changelogs and the transactions: another id is another processor that begins anew. */
    @WithDefault("freshet-processor")
    String applicationId();

    /** Where state is kept between starts. It can be lost: the changelogs have it too, reading them only takes time. */
    @WithDefault("processor-state")
    Path stateDir();

    /** Stream threads of each job. One serves a laptop; more than the source has partitions find nothing to do. */
    @WithDefault("1")
    int threads();

    /** How often results become visible. Shorter is sooner and costs a transaction each time; from 10 ms to 10 s. */
    @WithDefault("250ms")
    Duration commitInterval();

    /** The shipped jobs that run. Those by default read and write nothing but the types that Freshet comes with. */
    Optional<List<String>> jobs();

    /** A folder of more jobs; a file there that declares a job of a shipped one's name takes its place, and the log says so. */
    Optional<Path> jobsDir();

    /**
     * Without a record for so long, and read to its end, a source partition is idle, and windows do not wait for it. Longer than
     * a healthy source is ever quiet, else what it sends next may be late; from 1 s to 1 d.
     */
    @WithDefault("60s")
    Duration idleAfter();

    /** Copies of a job's state that other processes keep up to date, so that one of them takes over without restoring it; from 0 to 2. */
    @WithDefault("0")
    int standbyReplicas();

    /**
     * Names this process to the brokers, the same after a restart: its partitions wait for it as long as the session lasts, and
     * nothing is moved. For processes that keep their disk and their name.
     */
    Optional<String> instanceId();

    /** Under which host and port other instances reach this one, to ask for results that it holds. */
    @WithDefault("127.0.0.1:${quarkus.http.port}")
    String advertised();

    /** How much older than its partition's latest result a result may become before queries do not find it any more. */
    @WithDefault("7d")
    Duration resultsRetention();

    /** Bounds RocksDB's memory, caches and write buffers of all stores together. */
    @WithDefault("64M")
    MemorySize rocksdbMemory();

    /** Bounds what is held back from stores and changelogs between two commits, all threads together. */
    @WithDefault("16M")
    MemorySize cacheMemory();

    /** After this time without a sign of life the partitions of a process go to others; also the wait after a kill. */
    @WithDefault("10s")
    Duration sessionTimeout();
}
