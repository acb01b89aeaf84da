package io.freshet.processor.ops;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of production, but for the state's place. */
record TestConfig(Path stateDir, int threads, Duration idleAfter, int standbyReplicas, Optional<String> instanceId)
        implements ProcessorConfig {
    TestConfig(Path stateDir, int threads, Duration idleAfter) {
        this(stateDir, threads, idleAfter, 0, Optional.empty());
    }

    @Override
    public String applicationId() {
        return "test";
    }

    @Override
    public Duration commitInterval() {
        return Duration.ofMillis(250);
    }

    @Override
    public Optional<List<String>> jobs() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> jobsDir() {
        return Optional.empty();
    }

    @Override
    public String advertised() {
        return "127.0.0.1:1";
    }

    @Override
    public Duration resultsRetention() {
        return Duration.ofDays(7);
    }

    @Override
    public MemorySize rocksdbMemory() {
        return new MemorySize(BigInteger.valueOf(64 * 1024 * 1024));
    }

    @Override
    public MemorySize cacheMemory() {
        return new MemorySize(BigInteger.valueOf(16 * 1024 * 1024));
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(10);
    }
}
