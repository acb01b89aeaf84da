package io.freshet.processor.watermark;

import java.util.List;

/** The source partitions that a clock waits for. Asked for every event: must not block. */
@FunctionalInterface
public interface ExpectedSources {
    /** A list that is never changed; another list when a topic has grown. */
    List<SourceId> all();
}
