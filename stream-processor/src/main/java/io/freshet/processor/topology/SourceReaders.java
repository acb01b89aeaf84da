package io.freshet.processor.topology;

import io.freshet.processor.declare.Source;
import io.freshet.processor.watermark.Progress;
import io.freshet.processor.watermark.SourceId;
import io.freshet.processor.watermark.SourceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The readers of the partitions that one task reads: the same number of each source. Called by the task's stream thread. */
final class SourceReaders {
    /** How soon everybody knows how far a source is; a window closes this much later. */
    static final Duration TICK = Duration.ofMillis(500);

    /** No more than a reader believes to have listened at once: see {@link SourceReader#tick}. */
    static final Duration TICK_AT_REST = SourceReader.LONGEST_TICK;

    private final JobParts parts;
    private final int partition;
    private final List<SourceReader> readers = new ArrayList<>();
    private long lastTick = -1;

    SourceReaders(JobParts parts, int partition) {
        this.parts = parts;
        this.partition = partition;
        for (int source = 0; source < parts.plan().sources().size(); source++) {
            readers.add(new SourceReader(
                    new SourceId(source, partition), parts.idleAfter().toMillis()));
        }
    }

    SourceReader of(int source) {
        return readers.get(source);
    }

    /** Returns whether anything was told. */
    boolean tick(long now, Consumer<Progress> tell) {
        boolean told = false;
        long elapsed = lastTick < 0 ? 0 : now - lastTick;
        lastTick = now;
        for (int i = 0; i < readers.size(); i++) {
            Source source = parts.plan().sources().get(i);
            // A task of many sources has the partitions of the largest; a smaller one may have none of this number.
            if (partition < parts.partitions().of(source.type())) {
                Optional<Progress> progress =
                        readers.get(i).tick(elapsed, parts.ends().reached(source.type(), partition));
                progress.ifPresent(tell);
                told |= progress.isPresent();
            }
        }
        return told;
    }
}
