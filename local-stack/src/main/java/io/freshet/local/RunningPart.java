package io.freshet.local;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.time.Duration;

/** One part under test: started, killed and started again on the same ports and data. Not for several threads. */
final class RunningPart {
    /** Generous, because builds share their machine. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final PartSpec spec;
    private PartProcess process;

    private RunningPart(PartSpec spec) {
        this.spec = spec;
        this.process = PartProcess.startTethered(spec);
        awaitReady();
    }

    static RunningPart start(PartSpec spec) {
        return new RunningPart(spec);
    }

    PartSpec spec() {
        return spec;
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop(STOP);
    }

    void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = PartProcess.startTethered(spec);
        awaitReady();
    }

    private void awaitReady() {
        try {
            process.awaitReady(START);
        } catch (RuntimeException failed) {
            process.kill();
            throw failed;
        }
    }
}
