package io.freshet.processor.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How the stream processor runs. */
@ConfigMapping(prefix = "freshet.processor")
public interface ProcessorConfig {
    /** Names the consumer group, the changelogs and the transactions: another id is another processor that begins anew. */
    @WithDefault("freshet-processor")
    String applicationId();

    /** Where state is kept between starts. It can be lost: the changelogs have it too, reading them only takes time. */
    @WithDefault("processor-state")
    Path stateDir();

    /** Stream threads of this process. One serves a laptop; more than the source has partitions find nothing to do. */
    @WithDefault("1")
    int threads();

    /** How often results become visible. Shorter is sooner and costs a transaction each time; from 10 ms to 10 s. */
    @WithDefault("250ms")
    Duration commitInterval();

    /**
     * How far event time may pass the end of a window before the window closes and what comes for it is late. A week, because
     * orders are few for a stream and a device or a shop may be offline for days; state grows with it.
     */
    @WithDefault("7d")
    Duration grace();

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
