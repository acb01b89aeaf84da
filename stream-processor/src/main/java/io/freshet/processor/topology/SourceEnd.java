package io.freshet.processor.topology;

/** Whether a source partition has been read to its end. Called by the stream thread that reads it; must not block. */
@FunctionalInterface
public interface SourceEnd {
    boolean reached(String topic, int partition);
}
